"""Swedish invoicing as a library: documents, payments, reminders, deductions, vouchers and their files."""
