"""The media types of attachments in BIS 5A (IANA's as its rules of 2016 list them; CL-R008); a test compares them with the rules."""

from typing import Final

_TYPES: Final = {
    "application": """
        CSTAdata+xml EDI-Consent EDI-X12 EDIFACT H224 activemessage andrew-inset applefile atom+xml atomcat+xml
        atomicmail atomsvc+xml auth-policy+xml batch-SMTP beep+xml cals-1840 ccxml+xml cellml+xml cnrp+xml
        commonground conference-info+xml cpl+xml csta+xml cybercash davmount+xml dca-rft dec-dx dialog-info+xml
        dicom dns dvcs ecmascript epp+xml eshop example fastinfoset fastsoap fits font-tdpfr http hyperstudio iges
        im-iscomposing+xml index index.cmd index.obj index.response index.vnd iotp ipp isup javascript json
        kpml-request+xml kpml-response+xml mac-binhex40 macwriteii marc mathematica
        mbms-associated-procedure-description+xml mbms-deregister+xml mbms-envelope+xml mbms-msk+xml
        mbms-msk-response+xml mbms-protection-description+xml mbms-reception-report+xml mbms-register+xml
        mbms-register-response+xml mbms-user-service-description+xml mbox media_control+xml mediaservercontrol+xml
        mikey moss-keys moss-signature mosskey-data mosskey-request mp4 mpeg4-generic mpeg4-iod mpeg4-iod-xmt msword
        mxf nasdata news-message-id news-transmission nss ocsp-request ocsp-response octet-stream oda
        oebps-package+xml ogg parityfec pdf pgp-encrypted pgp-keys pgp-signature pidf+xml pkcs10 pkcs7-mime
        pkcs7-signature pkix-cert pkix-crl pkix-pkipath pkixcmp pls+xml poc-settings+xml postscript
        prs.alvestrand.titrax-sheet prs.cww prs.nprend prs.plucker qsig rdf+xml reginfo+xml relax-ng-compact-syntax
        remote-printing resource-lists+xml riscos rlmi+xml rls-services+xml rtf rtx samlassertion+xml
        samlmetadata+xml sbml+xml scvp-cv-request scvp-cv-response scvp-vp-request scvp-vp-response sdp set-payment
        set-payment-initiation set-registration set-registration-initiation sgml sgml-open-catalog shf+xml sieve
        simple-filter+xml simple-message-summary simpleSymbolContainer slate smil~(OBSOLETE) smil+xml
        soap+fastinfoset soap+xml sparql-query sparql-results+xml spirits-event+xml srgs srgs+xml ssml+xml
        timestamp-query timestamp-reply tve-trigger ulpfec vemmi vnd.3M.Post-it-Notes vnd.3gpp.bsf+xml
        vnd.3gpp.pic-bw-large vnd.3gpp.pic-bw-small vnd.3gpp.pic-bw-var vnd.3gpp.sms vnd.3gpp2.bcmcsinfo+xml
        vnd.3gpp2.sms vnd.3gpp2.tcap vnd.FloGraphIt vnd.HandHeld-Entertainment+xml vnd.Kinar vnd.MFER vnd.Mobius.DAF
        vnd.Mobius.DIS vnd.Mobius.MBK vnd.Mobius.MQY vnd.Mobius.MSL vnd.Mobius.PLC vnd.Mobius.TXF
        vnd.Quark.QuarkXPress vnd.RenLearn.rlprint vnd.SimTech-MindMapper vnd.accpac.simply.aso
        vnd.accpac.simply.imp vnd.acucobol vnd.acucorp vnd.adobe.xdp+xml vnd.adobe.xfdf vnd.aether.imp
        vnd.americandynamics.acc vnd.amiga.ami vnd.anser-web-certificate-issue-initiation vnd.antix.game-component
        vnd.apple.installer+xml vnd.audiograph vnd.autopackage vnd.avistar+xml vnd.blueice.multipass vnd.bmi
        vnd.businessobjects vnd.cab-jscript vnd.canon-cpdl vnd.canon-lips vnd.cendio.thinlinc.clientconf
        vnd.chemdraw+xml vnd.chipnuts.karaoke-mmd vnd.cinderella vnd.cirpack.isdn-ext vnd.claymore vnd.clonk.c4group
        vnd.commerce-battelle vnd.commonspace vnd.contact.cmsg vnd.cosmocaller vnd.crick.clicker
        vnd.crick.clicker.keyboard vnd.crick.clicker.palette vnd.crick.clicker.template vnd.crick.clicker.wordbank
        vnd.criticaltools.wbs+xml vnd.ctc-posml vnd.ctct.ws+xml vnd.cups-pdf vnd.cups-postscript vnd.cups-ppd
        vnd.cups-raster vnd.cups-raw vnd.curl vnd.cybank vnd.data-vision.rdz vnd.denovo.fcselayout-link vnd.dna
        vnd.dpgraph vnd.dreamfactory vnd.dvb.esgcontainer vnd.dvb.ipdcesgaccess vnd.dxr vnd.ecdis-update
        vnd.ecowin.chart vnd.ecowin.filerequest vnd.ecowin.fileupdate vnd.ecowin.series vnd.ecowin.seriesrequest
        vnd.ecowin.seriesupdate vnd.enliven vnd.epson.esf vnd.epson.msf vnd.epson.quickanime vnd.epson.salt
        vnd.epson.ssf vnd.ericsson.quickcall vnd.eszigno3+xml vnd.eudora.data vnd.ezpix-album vnd.ezpix-package
        vnd.fdf vnd.ffsns vnd.fints vnd.fluxtime.clip vnd.framemaker vnd.frogans.fnc vnd.frogans.ltf
        vnd.fsc.weblaunch vnd.fujitsu.oasys vnd.fujitsu.oasys2 vnd.fujitsu.oasys3 vnd.fujitsu.oasysgp
        vnd.fujitsu.oasysprs vnd.fujixerox.ART-EX vnd.fujixerox.ART4 vnd.fujixerox.HBPL vnd.fujixerox.ddd
        vnd.fujixerox.docuworks vnd.fujixerox.docuworks.binder vnd.fut-misnet vnd.fuzzysheet vnd.genomatix.tuxedo
        vnd.google-earth.kml+xml vnd.google-earth.kmz vnd.grafeq vnd.gridmp vnd.groove-account vnd.groove-help
        vnd.groove-identity-message vnd.groove-injector vnd.groove-tool-message vnd.groove-tool-template
        vnd.groove-vcard vnd.hbci vnd.hcl-bireports vnd.hhe.lesson-player vnd.hp-HPGL vnd.hp-PCL vnd.hp-PCLXL
        vnd.hp-hpid vnd.hp-hps vnd.hp-jlyt vnd.httphone vnd.hzn-3d-crossword vnd.ibm.MiniPay vnd.ibm.afplinedata
        vnd.ibm.electronic-media vnd.ibm.modcap vnd.ibm.rights-management vnd.ibm.secure-container vnd.iccprofile
        vnd.igloader vnd.immervision-ivp vnd.immervision-ivu vnd.informedcontrol.rms+xml vnd.informix-visionary
        vnd.intercon.formnet vnd.intertrust.digibox vnd.intertrust.nncp vnd.intu.qbo vnd.intu.qfx
        vnd.ipunplugged.rcprofile vnd.irepository.package+xml vnd.is-xpr vnd.jam vnd.japannet-directory-service
        vnd.japannet-jpnstore-wakeup vnd.japannet-payment-wakeup vnd.japannet-registration
        vnd.japannet-registration-wakeup vnd.japannet-setstore-wakeup vnd.japannet-verification
        vnd.japannet-verification-wakeup vnd.jcp.javame.midlet-rms vnd.jisp vnd.joost.joda-archive vnd.kahootz
        vnd.kde.karbon vnd.kde.kchart vnd.kde.kformula vnd.kde.kivio vnd.kde.kontour vnd.kde.kpresenter
        vnd.kde.kspread vnd.kde.kword vnd.kenameaapp vnd.kidspiration vnd.koan vnd.kodak-descriptor
        vnd.liberty-request+xml vnd.llamagraphics.life-balance.desktop vnd.llamagraphics.life-balance.exchange+xml
        vnd.lotus-1-2-3 vnd.lotus-approach vnd.lotus-freelance vnd.lotus-notes vnd.lotus-organizer
        vnd.lotus-screencam vnd.lotus-wordpro vnd.macports.portpkg vnd.marlin.drm.actiontoken+xml
        vnd.marlin.drm.conftoken+xml vnd.marlin.drm.mdcf vnd.mcd vnd.medcalcdata vnd.mediastation.cdkey
        vnd.meridian-slingshot vnd.mfmp vnd.micrografx.flo vnd.micrografx.igx vnd.mif vnd.minisoft-hp3000-save
        vnd.mitsubishi.misty-guard.trustweb vnd.mophun.application vnd.mophun.certificate vnd.motorola.flexsuite
        vnd.motorola.flexsuite.adsi vnd.motorola.flexsuite.fis vnd.motorola.flexsuite.gotap
        vnd.motorola.flexsuite.kmr vnd.motorola.flexsuite.ttc vnd.motorola.flexsuite.wem vnd.mozilla.xul+xml
        vnd.ms-artgalry vnd.ms-asf vnd.ms-cab-compressed vnd.ms-excel vnd.ms-fontobject vnd.ms-htmlhelp vnd.ms-ims
        vnd.ms-lrm vnd.ms-playready.initiator+xml vnd.ms-powerpoint vnd.ms-project vnd.ms-tnef
        vnd.ms-wmdrm.lic-chlg-req vnd.ms-wmdrm.lic-resp vnd.ms-wmdrm.meter-chlg-req vnd.ms-wmdrm.meter-resp
        vnd.ms-works vnd.ms-wpl vnd.ms-xpsdocument vnd.mseq vnd.msign vnd.multiad.creator vnd.multiad.creator.cif
        vnd.music-niff vnd.musician vnd.muvee.style vnd.ncd.control vnd.ncd.reference vnd.nervana vnd.netfpx
        vnd.neurolanguage.nlu vnd.noblenet-directory vnd.noblenet-sealer vnd.noblenet-web vnd.nokia.catalogs
        vnd.nokia.conml+wbxml vnd.nokia.conml+xml vnd.nokia.iSDS-radio-presets vnd.nokia.iptv.config+xml
        vnd.nokia.landmark+wbxml vnd.nokia.landmark+xml vnd.nokia.landmarkcollection+xml vnd.nokia.n-gage.ac+xml
        vnd.nokia.n-gage.data vnd.nokia.n-gage.symbian.install vnd.nokia.ncd vnd.nokia.pcd+wbxml vnd.nokia.pcd+xml
        vnd.nokia.radio-preset vnd.nokia.radio-presets vnd.novadigm.EDM vnd.novadigm.EDX vnd.novadigm.EXT
        vnd.oasis.opendocument.chart vnd.oasis.opendocument.chart-template vnd.oasis.opendocument.formula
        vnd.oasis.opendocument.formula-template vnd.oasis.opendocument.graphics
        vnd.oasis.opendocument.graphics-template vnd.oasis.opendocument.image vnd.oasis.opendocument.image-template
        vnd.oasis.opendocument.presentation vnd.oasis.opendocument.presentation-template
        vnd.oasis.opendocument.spreadsheet vnd.oasis.opendocument.spreadsheet-template vnd.oasis.opendocument.text
        vnd.oasis.opendocument.text-master vnd.oasis.opendocument.text-template vnd.oasis.opendocument.text-web
        vnd.obn vnd.olpc-sugar vnd.oma-scws-config vnd.oma-scws-http-request vnd.oma-scws-http-response
        vnd.oma.bcast.associated-procedure-parameter+xml vnd.oma.bcast.drm-trigger+xml vnd.oma.bcast.imd+xml
        vnd.oma.bcast.ltkm vnd.oma.bcast.notification+xml vnd.oma.bcast.sgboot vnd.oma.bcast.sgdd+xml
        vnd.oma.bcast.sgdu vnd.oma.bcast.simple-symbol-container vnd.oma.bcast.smartcard-trigger+xml
        vnd.oma.bcast.sprov+xml vnd.oma.bcast.stkm vnd.oma.dd2+xml vnd.oma.drm.risd+xml vnd.oma.group-usage-list+xml
        vnd.oma.poc.detailed-progress-report+xml vnd.oma.poc.final-report+xml vnd.oma.poc.groups+xml
        vnd.oma.poc.invocation-descriptor+xml vnd.oma.poc.optimized-progress-report+xml vnd.oma.xcap-directory+xml
        vnd.omads-email+xml vnd.omads-file+xml vnd.omads-folder+xml vnd.omaloc-supl-init vnd.openofficeorg.extension
        vnd.osa.netdeploy vnd.osgi.bundle vnd.osgi.dp vnd.otps.ct-kip+xml vnd.palm vnd.paos.xml vnd.pg.format
        vnd.pg.osasli vnd.piaccess.application-licence vnd.picsel vnd.poc.group-advertisement+xml vnd.pocketlearn
        vnd.powerbuilder6 vnd.powerbuilder6-s vnd.powerbuilder7 vnd.powerbuilder7-s vnd.powerbuilder75
        vnd.powerbuilder75-s vnd.preminet vnd.previewsystems.box vnd.proteus.magazine vnd.publishare-delta-tree
        vnd.pvi.ptid1 vnd.pwg-multiplexed vnd.pwg-xhtml-print+xml vnd.qualcomm.brew-app-res vnd.rapid
        vnd.recordare.musicxml vnd.recordare.musicxml+xml vnd.ruckus.download vnd.s3sms vnd.sbm.mid2 vnd.scribus
        vnd.sealed.3df vnd.sealed.csf vnd.sealed.doc vnd.sealed.eml vnd.sealed.mht vnd.sealed.net vnd.sealed.ppt
        vnd.sealed.tiff vnd.sealed.xls vnd.sealedmedia.softseal.html vnd.sealedmedia.softseal.pdf vnd.seemail
        vnd.sema vnd.semd vnd.semf vnd.shana.informed.formdata vnd.shana.informed.formtemplate
        vnd.shana.informed.interchange vnd.shana.informed.package vnd.smaf vnd.solent.sdkm+xml vnd.spotfire.dxp
        vnd.spotfire.sfs vnd.sss-cod vnd.sss-dtf vnd.sss-ntf vnd.street-stream vnd.sun.wadl+xml vnd.sus-calendar
        vnd.svd vnd.swiftview-ics vnd.syncml+xml vnd.syncml.dm+wbxml vnd.syncml.dm+xml vnd.syncml.ds.notification
        vnd.tao.intent-module-archive vnd.tmobile-livetv vnd.trid.tpt vnd.triscape.mxs vnd.trueapp vnd.truedoc
        vnd.ufdl vnd.uiq.theme vnd.umajin vnd.unity vnd.uoml+xml vnd.uplanet.alert vnd.uplanet.alert-wbxml
        vnd.uplanet.bearer-choice vnd.uplanet.bearer-choice-wbxml vnd.uplanet.cacheop vnd.uplanet.cacheop-wbxml
        vnd.uplanet.channel vnd.uplanet.channel-wbxml vnd.uplanet.list vnd.uplanet.list-wbxml vnd.uplanet.listcmd
        vnd.uplanet.listcmd-wbxml vnd.uplanet.signal vnd.vcx vnd.vd-study vnd.vectorworks vnd.vidsoft.vidconference
        vnd.visio vnd.visionary vnd.vividence.scriptfile vnd.vsf vnd.wap.sic vnd.wap.slc vnd.wap.wbxml vnd.wap.wmlc
        vnd.wap.wmlscriptc vnd.webturbo vnd.wfa.wsc vnd.wmc vnd.wmf.bootstrap vnd.wordperfect vnd.wqd
        vnd.wrq-hp3000-labelled vnd.wt.stf vnd.wv.csp+wbxml vnd.wv.csp+xml vnd.wv.ssp+xml vnd.xara vnd.xfdl
        vnd.xmpie.cpkg vnd.xmpie.dpkg vnd.xmpie.plan vnd.xmpie.ppkg vnd.xmpie.xlim vnd.yamaha.hv-dic
        vnd.yamaha.hv-script vnd.yamaha.hv-voice vnd.yamaha.smaf-audio vnd.yamaha.smaf-phrase
        vnd.yellowriver-custom-menu vnd.zzazz.deck+xml voicexml+xml watcherinfo+xml whoispp-query whoispp-response
        wita wordperfect5.1 wsdl+xml wspolicy+xml x400-bp xcap-att+xml xcap-caps+xml xcap-el+xml xcap-error+xml
        xcap-ns+xml xenc+xml xhtml+xml xhtml-voice+xml~(Obsolete) xml xml-dtd xml-external-parsed-entity xmpp+xml
        xop+xml xv+xml zip
    """,
    "audio": """
        32kadpcm 3gpp 3gpp2 AMR AMR-WB BV16 BV32 CN DAT12 DVI4 EVRC EVRC-QCP EVRC0 EVRC1 EVRCB EVRCB0 EVRCB1 EVRCWB
        EVRCWB0 EVRCWB1 G722 G7221 G723 G726-16 G726-24 G726-32 G726-40 G728 G729 G7291 G729D G729E GSM GSM-EFR L16
        L20 L24 L8 LPC MP4A-LATM MPA PCMA PCMU QCELP RED SMV SMV-QCP SMV0 VDVI VMR-WB ac3 amr-wb+ asc basic
        clearmode dls dsr-es201108 dsr-es202050 dsr-es202211 dsr-es202212 eac3 example iLBC mobile-xmf mp4
        mpa-robust mpeg mpeg4-generic parityfec prs.sid rRFC2045tp-midi rtp-enc-aescm128 rtx sp-midi t140c t38
        telephone-event tone ulpfec vnd.3gpp.iufp vnd.4SB vnd.CELP vnd.audiokoz vnd.cisco.nse vnd.cmles.radio-events
        vnd.cns.anp1 vnd.cns.inf1 vnd.digital-winds vnd.dlna.adts vnd.dolby.mlp vnd.everad.plj vnd.hns.audio
        vnd.lucent.voice vnd.nokia.mobile-xmf vnd.nortel.vbk vnd.nuera.ecelp4800 vnd.nuera.ecelp7470
        vnd.nuera.ecelp9600 vnd.octel.sbc vnd.qcelp~-~DEPRECATED~-~Please~use~audio/qcelp vnd.rhetorex.32kadpcm
        vnd.sealedmedia.softseal.mpeg vnd.vmx.cvsd
    """,
    "image": """
        cgm example fits g3fax gif ief jp2 jpeg jpm jpx naplps png prs.btif prs.pti t38 tiff tiff-fx
        vnd.adobe.photoshop vnd.cns.inf2 vnd.djvu vnd.dwg vnd.dxf vnd.fastbidsheet vnd.fpx vnd.fst
        vnd.fujixerox.edmics-mmr vnd.fujixerox.edmics-rlc vnd.globalgraphics.pgb vnd.microsoft.icon vnd.mix
        vnd.ms-modi vnd.net-fpx vnd.sealed.png vnd.sealedmedia.softseal.gif vnd.sealedmedia.softseal.jpg vnd.svf
        vnd.wap.wbmp vnd.xiff
    """,
    "message": """
        CPIM delivery-status disposition-notification example external-body http news partial rfc822 s-http sip
        sipfrag tracking-status vnd.si.simp
    """,
    "model": """
        example iges mesh vnd.dwf vnd.flatland.3dml vnd.gdl vnd.gs-gdl vnd.gtw vnd.moml+xml vnd.mts
        vnd.parasolid.transmit.binary vnd.parasolid.transmit.text vnd.vtu vrml
    """,
    "multipart": """
        alternative appledouble byteranges digest encrypted example form-data header-set mixed parallel related
        report signed voice-message
    """,
    "text": """
        RED calendar css csv directory dns ecmascript~(obsolete) enriched example html javascript~(obsolete)
        parityfec plain prs.fallenstein.rst prs.lines.tag rfc822-headers richtext rtf rtp-enc-aescm128 rtx sgml t140
        tab-separated-values troff ulpfec uri-list vnd.DMClientScript vnd.IPTC.NITF vnd.IPTC.NewsML vnd.abc vnd.curl
        vnd.esmertec.theme-descriptor vnd.fly vnd.fmi.flexstor vnd.in3d.3dml vnd.in3d.spot vnd.latex-z
        vnd.motorola.reflex vnd.ms-mediapackage vnd.net2phone.commcenter.command vnd.si.uricatalogue
        vnd.sun.j2me.app-descriptor vnd.trolltech.linguist vnd.wap.si vnd.wap.sl vnd.wap.wml vnd.wap.wmlscript xml
        xml-external-parsed-entity
    """,
    "video": """
        3gpp 3gpp-tt 3gpp2 BMPEG BT656 CelB DV H261 H263 H263-1998 H263-2000 H264 JPEG MJ2 MP1S MP2P MP2T MP4V-ES
        MPV SMPTE292M example mp4 mpeg mpeg4-generic nv parityfec pointer quicktime raw rtp-enc-aescm128 rtx ulpfec
        vc1 vnd.dlna.mpeg-tts vnd.fvt vnd.hns.video vnd.iptvforum.1dparityfec-1010 vnd.iptvforum.1dparityfec-2005
        vnd.iptvforum.2dparityfec-1010 vnd.iptvforum.2dparityfec-2005 vnd.iptvforum.ttsavc vnd.iptvforum.ttsmpeg2
        vnd.motorola.video vnd.motorola.videop vnd.mpegurl vnd.nokia.interleaved-multimedia vnd.nokia.videovoip
        vnd.objectvideo vnd.sealed.mpeg1 vnd.sealed.mpeg4 vnd.sealed.swf vnd.sealedmedia.softseal.mov vnd.vivo
    """,
}
"""Subtypes by type; `~` stands for a blank."""

MEDIA_TYPES: Final = frozenset(
    f"{kind}/{name.replace('~', ' ')}" for kind, names in _TYPES.items() for name in names.split()
)
