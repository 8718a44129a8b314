"""The client: how services and pages are asked politely, only where they may be, and what is kept of their answers."""
