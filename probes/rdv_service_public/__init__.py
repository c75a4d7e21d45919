"""RDV Service Public, formerly RDV-Solidarités: ``/prendre_rdv?...``, an open Rails application of the State."""
