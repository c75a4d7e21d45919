"""Landing pages: an office's own "prendre un rendez-vous" page, with its procedures, announcements and links."""
