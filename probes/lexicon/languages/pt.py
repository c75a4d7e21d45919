"""Portuguese."""

from probes.lexicon.words import Words

WORDS = Words(
    code="pt",
    slot="vaga, vagas, disponibilidade, horário, horários, horários livres, espaço, espaços",
    visit="capacidade,"
    " agendamento, agendamentos, marcação, marcações, data, datas, hora, horas, consulta, consultas, atendimento,"
    " atendimentos, dia, dias, eventos, lugares, reservas, lugar, visita, visitas, sessões",
    many="agendamentos, vagas, datas, horários, marcações, horas, lugares, atendimentos, capacidade, consultas",
    vague="agendamento, agendamentos, marcação, marcações, consulta, consultas, hora, horas, dia, dias, reservas,"
    " visita, visitas, atendimento, atendimentos, eventos",
    none="não há, não existem, não existe, nenhum, nenhuma, não temos, não foram encontrados, não foram encontradas,"
    " não foi encontrado, não foi encontrada, não possui, sem, não ... há, 0, não restam, não tem,"
    " não foi possível encontrar, já não há, não existem mais, nem um, nem uma, não dispomos de, não dispõe de,"
    " não há mais, não ficou, não sobraram, não encontramos, não conseguimos encontrar, não encontrámos, zero,"
    " não oferece, não estão ... disponíveis, não constam, não se encontraram, não temos mais,"
    " não conseguimos oferecer, não houve",
    pair="atendimento presencial, atendimentos presenciais,"
    " nem todos, nem todas, não todos, reservados para, outra data, outro dia, outro horário, data posterior,"
    " sem agendamento prévio, data de nascimento, todos os dias, sem marcação, mais informações, nome completo,"
    " data anterior, mais cedo, mais de, mais do que, esgotaram-se, esgotou-se, encontram-se, encontra-se",
    chosen="selecionado, selecionada, marcada, marcadas, escolhido",
    free="disponível, disponíveis, livre, livres, vago, vagos, restantes, abertas, disponibilidade, eventos,"
    " por preencher, para agendar, para reservar, restante, restam, sobraram, a oferecer",
    found="encontrado, encontrados, encontrada, encontradas, possível, oferecidos, encontrar, pesquisa, busca,"
    " critérios, resultados, encontrámos, existem, oferecer, publicadas, agendar, correspondem, correspondente",
    more="mais, já não, não restam, não há mais, nem um, nem uma, não sobraram, nem sequer um, um único",
    unable="não podemos agendar mais, não podemos atribuir mais, não é possível atribuir mais,"
    " não podemos oferecer, não podemos oferecer-lhe, não conseguimos oferecer, não é possível oferecer,"
    " não estamos em condições de oferecer, não conseguimos disponibilizar, não podemos disponibilizar,"
    " não podemos propor, não conseguimos propor",
    able="não pode, não podem, não se pode, não poderá",
    regret="infelizmente, lamentamos, desculpe, pedimos desculpa, pedimos desculpas, lamentavelmente, sentimos muito,"
    " sinto muito",
    all="todos os, todas as, todos, todas, a totalidade das, a totalidade dos, totalidade das, totalidade dos,"
    " cada uma das, cada um dos",
    taken="reservados, reservadas, ocupados, ocupadas, preenchidos, preenchidas, tomadas, completos, marcados,"
    " marcadas, esgotados, esgotadas, atribuídas, atribuídos, agendados, lotados, lotadas, completas, cheios, cheias,"
    " utilizadas, tomados, reservado, distribuídas",
    gone="foram preenchidas todas, foram preenchidos todos, foram reservados todos, foram ocupadas todas,"
    " esgotado, esgotados, esgotada, esgotadas, lotado, lotada, lotados, totalmente reservado, lotadas,"
    " está completa, está completo, agenda cheia, agenda completa, já se esgotaram, se esgotaram, esgotaram-se,"
    " esgotou-se, acabaram, completamente ocupada, totalmente ocupada, totalmente reservada, totalmente preenchida,"
    " totalmente preenchido, totalmente preenchidas, tudo ocupado, tudo reservado, esgotaram-se as, esgotaram-se os,"
    " esgotaram-se todas, esgotaram-se todos, esgotou-se a",
    full="cheio, cheia, completo, lotado, lotada, esgotado, tudo ocupado, tudo reservado, tudo cheio, está cheia,"
    " está cheio, estão cheios",
    nothing="nada",
    office="agenda, calendário, centro, posto, consulado, unidade, clínica, balcão, loja, embaixada, conservatória,"
    " cartório, câmara, delegação, nós, serviço de estrangeiros",
    service="serviço, serviços, prestador, prestadores",
    booking="agendamento, reserva, reservas, agendar, reservar, marcação",
    cannot="não é possível, impossível",
    unfree="não está disponível, não está mais disponível, já não está, indisponível, já foi reservado, já foi ocupado",
    one="este, esta, esse, essa, selecionado, selecionada, escolhido, escolhida, solicitado, seu horário, sua marcação",
    day="data, dia, hoje, amanhã, segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo",
    week="semana",
    month="mês",
    period="período, próximos dias, dias, semanas, meses",
    bound="até, antes, após, depois, desde, a partir",
    now="atualmente, no momento, neste momento, de momento, por enquanto, agora, por agora",
    lack="por falta de, devido à falta de, por ausência de, por inexistência de, devido à inexistência de",
    if_="se, quando, caso, assim que, enquanto, porque, salvo",
    owner="você tem, você não tem, não tem consultas marcadas, meus, seus, suas marcações, minhas,"
    " código de confirmação, em seu nome",
    need="garantia, garantida, necessário, necessária, obrigatório, obrigatória, gratuito, gratuita, grátis, custo,"
    " preciso, cancelar, cancelado",
    channel="por telefone, telefônico, por e-mail, sem marcação, aos domingos, aos sábados, feriados, presencial,"
    " presenciais",
    waiting="lista de espera, fila de espera",
    hedge="frequentemente, às vezes, pode, podem, geralmente, havia, segundo, dizem, significa, poderá, costuma,"
    " quase, alguns, algumas, maioria, automaticamente, sorteio, por ordem",
    legend="cor, cores, vermelho, verde, cinza, azul, amarelo, legenda, marcados, símbolo",
    loading="carregando, a carregar, procurando, aguarde",
    next="seguinte, próximo, próxima, próximos, primeira, primeiro",
    limit="por, máximo, até, serão, será, limite, mínimo, pelo menos, cada, abrirão, deve",
    also="o, a, os, as, de, do, da, para, por favor, selecione, escolha, outra, outro, uma, um, ou, e, mais, tarde,"
    " verifique, em, que, no, na, tente, novamente, lamentamos, infelizmente, nosso, nossa, já, está, tudo, por, este,"
    " esta, completamente, totalmente, foram, ao",
)
