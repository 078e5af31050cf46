"""What the forms ask, by subject: each makes an edited plan, or says why it cannot."""
