"""Words to customers: templates, the guard that alone decides, the outbox, and the channels that hand over."""
