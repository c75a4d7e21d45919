"""ZMS, the appointments of Berlin and Munich: the classic pages of service.berlin.de and the newer citizen API."""
