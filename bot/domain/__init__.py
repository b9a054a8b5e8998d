"""What Steady is about, free of Telegram, files and clocks: values, rules and the interfaces others fill."""
