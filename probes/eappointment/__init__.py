"""eAppointment: ``<host>/eAppointment<name>/``, a JSP application with DWR calls (préfectures and town halls)."""
