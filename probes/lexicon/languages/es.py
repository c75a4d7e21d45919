"""Spanish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="es",
    slot="hueco, huecos, disponibilidad, turno, turnos, franja horaria, franjas horarias, franja, franjas, cupo, cupos",
    visit="cita, citas, hora, horas, horario, horarios, fecha, fechas, día, días, plaza, plazas, reserva, reservas",
    many="citas, horas, horarios, fechas, plazas, huecos, turnos, cupos",
    none="no hay, no existen, no existe, ningún, ninguna, no quedan, no queda, no tenemos, no dispone de,"
    " no disponemos de, no tiene, no se ... encontrado, no se encontró, no se encontraron, no se encuentran,"
    " no ... hay, sin, no había, 0, no han ... encontrado, no se ofrecen",
    pair="no todas, no todos, reservadas para, reservados para, otra fecha, otro día, otra hora, fecha posterior,"
    " no hay problema, sin embargo, sin cita, fecha de nacimiento, todos los días, otras fechas",
    chosen="seleccionado, seleccionada, elegida, elegido, reservada, reservadas, programadas, guardada",
    free="quedan, queda, disponible, disponibles, libre, libres, vacante, vacantes, disponibilidad, restantes,"
    " abiertos",
    found="encontrado, encontrados, encontraron, encontró, posible, posibles, ofrecidas, encontrada, encontradas",
    all="todos los, todas las, todos, todas, totalidad de",
    taken="reservadas, reservados, ocupados, ocupadas, asignadas, tomadas, llenas, completas, completos, cubiertas",
    gone="agotado, agotados, agotada, agotadas, está completo, está completa, completamente reservado, lleno",
    nothing="nada",
    office="agenda, calendario, centro, oficina, consulado, clínica",
    service="servicio, servicios, proveedor, proveedores",
    booking="reservar, reserva, reservas",
    cannot="no es posible, imposible, no se puede",
    unfree="quedan, queda, no está disponible, no ... disponible, ya no está, ya está reservada, ya ha sido,"
    " acaba de ser",
    one="este, esta, ese, esa, seleccionada, seleccionado, elegida, elegido, requerida, solicitada, su cita, su hora",
    day="fecha, día, hoy, mañana, lunes, martes, miércoles, jueves, viernes, sábado, domingo",
    week="semana",
    month="mes",
    period="período, periodo, próximos días, días, semanas, meses, trimestre, semestre",
    bound="hasta, antes, después, desde, a partir",
    now="actualmente, en este momento, en estos momentos, por el momento, de momento, ahora, por ahora",
    if_="si, cuando, en caso, siempre que, en cuanto, mientras, salvo, porque",
    owner="usted tiene, usted no tiene, tienes, no tienes, mis citas, sus citas, mis, tus",
    need="garantiza, garantizada, garantía, necesario, necesaria, requiere, obligatoria, obligatorio, gratuito,"
    " gratuita, gratis, coste",
    channel="por teléfono, telefónica, telefónicas, por correo, sin cita previa, los domingos, los sábados,"
    " festivos, presencial, presenciales, fin de semana",
    waiting="lista de espera",
    hedge="a menudo, a veces, puede, pueden, suele, suelen, generalmente, había, hubo, según, denuncian, dicen,"
    " significa, podría, frecuentemente",
    legend="color, colores, rojo, verde, gris, azul, amarillo, leyenda, marcados, marcadas, símbolo, señalados",
    loading="cargando, buscando, espere",
    next="siguiente, próxima, próximo, próximas, próximos, primera, primer",
    limit="por, máximo, hasta, serán, será, límite, mínimo, al menos, cada, pondrá, abrirá, abrirán, debe",
    also="el, la, los, las, de, del, para, por favor, en, lo, sentimos, y, o, más, tarde, seleccione, elija, una,"
    " un, esta, seleccionada, intente, inténtelo, que, se, su, le, al, con",
)
