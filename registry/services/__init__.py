"""The only floor that writes. Every entrance (page, admin, command, import) ends here."""
