"""What is kept: pages are taken in, speeches shelved once each, and the account of everything can be proved."""
