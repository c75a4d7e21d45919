"""RDV-Préfecture: ``www.rdv-prefecture.interieur.gouv.fr/rdvpref/reservation/demarche/<id>/``, in use since 2023."""
