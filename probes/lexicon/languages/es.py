"""Spanish."""

from probes.lexicon.words import Words

WORDS = Words(
    code="es",
    slot="hueco, huecos, disponibilidad, turno, turnos, franja horaria, franjas horarias, franja, franjas, cupo,"
    " cupos, espacio, espacios, cupo disponible",
    visit="capacidad,"
    " cita, citas, hora, horas, horario, horarios, fecha, fechas, día, días, plaza, plazas, reserva, reservas,"
    " lugar, lugares, puesto, puestos, espacio para citas, visita, visitas, consulta, consultas",
    many="citas, horas, horarios, fechas, plazas, huecos, turnos, cupos, espacios, capacidad, puestos",
    vague="cita, citas, reserva, reservas, hora, horas, horario, horarios, día, días, visita, visitas, consulta,"
    " consultas",
    none="no hay, no existen, no existe, ningún, ninguna, no quedan, no queda, no tenemos, no dispone de,"
    " no disponemos de, no tiene, no se ... encontrado, no se encontró, no se encontraron, no se encuentran,"
    " no ... hay, sin, no había, 0, no han ... encontrado, no se ofrecen, no contamos con, no cuenta con,"
    " no disponemos, no dispone, no hubo, tampoco, ni un, ni una, no quedaron, no se han, no hemos ... encontrado,"
    " no hemos, no encontramos, ninguno, no arroja, no existe ningún, no queda ningún, no ofrece, no ofrecemos,"
    " no figuran, no aparecen, no se muestran, cero, no está ofreciendo, no restan",
    pair="atención presencial,"
    " no todas, no todos, reservadas para, reservados para, otra fecha, otro día, otra hora, fecha posterior,"
    " no hay problema, sin embargo, sin cita, fecha de nacimiento, todos los días, otras fechas, sin previa cita,"
    " más información, otro horario, otra cita, cita anterior, cita más temprana, sin costo, sin coste, más de",
    chosen="seleccionado, seleccionada, elegida, elegido, reservada, reservadas, programadas, guardada",
    free="quedan, queda, disponible, disponibles, libre, libres, vacante, vacantes, disponibilidad, restantes,"
    " abiertos, libras, por asignar, habilitadas, habilitados, reservable, reservables, habilitada, habilitado",
    found="encontrado, encontrados, encontraron, encontró, posible, posibles, ofrecidas, encontrada, encontradas,"
    " búsqueda, criterios, resultados, resultado, existen, coincida, coincidan, ofrecer, ofrecidos, hallado,"
    " publicadas, reservar",
    more="ya no hay, ya no quedan, ya no queda, ya no, no hay más, ni una sola, ni un solo, no quedan más, no quedan,"
    " no queda, más, ya no contamos con, ya no disponemos, ya no se",
    unable="no se pueden otorgar más, no se pueden asignar más, no se pueden dar más, no podemos dar más,"
    " no podemos ofrecer, no podemos ofrecerle, no podemos ofrecerte, no es posible ofrecer,"
    " no es posible ofrecerle, no podemos asignar, no podemos asignarle, no podemos darle, no podemos proporcionar,"
    " no estamos en condiciones de ofrecer",
    able="no puede, no pueden, podemos, no se pueden",
    regret="lamentablemente, desafortunadamente, por desgracia, lo sentimos, lamentamos, lo siento, disculpe,"
    " disculpa, infortunadamente, sentimos",
    all="todos los, todas las, todos, todas, totalidad de, la totalidad de, la totalidad de las, la totalidad de los,"
    " cada una de las, cada uno de los",
    taken="reservadas, reservados, ocupados, ocupadas, asignadas, tomadas, llenas, completas, completos, cubiertas,"
    " asignados, asignado, tomados, cubiertos, ocupado, agendadas, agendados, otorgadas, otorgados, agotadas,"
    " agotados, concedidas, llenos, completadas, adjudicadas, adjudicados, reservado, copadas, copados",
    gone="se han reservado todas, se han reservado todos, se han ocupado todas, se han ocupado todos,"
    " se han asignado todas, se han asignado todos, están ocupadas todas, están ocupados todos,"
    " agotado, agotados, agotada, agotadas, está completo, está completa, completamente reservado, lleno,"
    " ya se agotaron, se agotaron, se han agotado, se agotó, se ha agotado, están completos, están completas,"
    " agenda completa, agenda llena, al completo, todo ocupado, todo reservado, completamente lleno,"
    " completamente llena, totalmente reservado, copado, copada, se acabaron, se han acabado, se terminaron",
    full="completo, completa, lleno, llena, todo ocupado, todo lleno, todo completo, todo reservado, está lleno,"
    " está llena, están llenos, están llenas",
    nothing="nada",
    office="doctor, doctora, médico, especialista,"
    " agenda, calendario, centro, oficina, consulado, clínica, sede, embajada, calendario de citas, consultorio,"
    " nosotros, registro, comisaría, agenda de citas, sucursal, módulo, ayuntamiento, delegación",
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
    lack="por falta de, debido a la falta de, ante la falta de, por ausencia de, debido a la ausencia de",
    if_="si, cuando, en caso, siempre que, en cuanto, mientras, salvo, porque",
    owner="usted tiene, usted no tiene, tienes, no tienes, mis citas, sus citas, mis, tus, localizador,"
    " código de confirmación, a su nombre",
    need="garantiza, garantizada, garantía, necesario, necesaria, requiere, obligatoria, obligatorio, gratuito,"
    " gratuita, gratis, coste, cancelar, cancelada, anular",
    channel="por teléfono, telefónica, telefónicas, por correo, sin cita previa, los domingos, los sábados,"
    " festivos, presencial, presenciales, fin de semana",
    waiting="lista de espera",
    hedge="a menudo, a veces, puede, pueden, suele, suelen, generalmente, había, hubo, según, denuncian, dicen,"
    " significa, podría, frecuentemente, casi, algunas, algunos, mayoría, automáticamente, sorteo, por orden, algún",
    legend="color, colores, rojo, verde, gris, azul, amarillo, leyenda, marcados, marcadas, símbolo, señalados",
    loading="cargando, buscando, espere",
    next="siguiente, próxima, próximo, próximas, próximos, primera, primer",
    limit="por, máximo, hasta, serán, será, límite, mínimo, al menos, cada, pondrá, abrirá, abrirán, debe",
    also="el, la, los, las, de, del, para, por favor, en, lo, sentimos, y, o, más, tarde, seleccione, elija, una, un,"
    " esta, seleccionada, intente, inténtelo, que, se, su, le, al, con, nuestro, nuestra, ya, está, todo, por, este,"
    " ha, han, sido, totalmente, completamente",
)
