"""Story in, one e-mail a recipient out: mail.eml to send, and mail.json with what a mailing system merges."""

from generator.email.message import write_email

__all__ = ["write_email"]
