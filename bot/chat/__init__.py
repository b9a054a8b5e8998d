"""What people see and tap: one file a feature."""
