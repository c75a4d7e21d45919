"""Portuguese."""

from probes.lexicon.words import Words

WORDS = Words(
    code="pt",
    slot="vaga, vagas, disponibilidade, horário, horários",
    visit="agendamento, agendamentos, marcação, marcações, data, datas, hora, horas, consulta, consultas,"
    " atendimento, atendimentos, dia, dias, eventos, lugares, reservas",
    many="agendamentos, vagas, datas, horários, marcações, horas, lugares",
    none="não há, não existem, não existe, nenhum, nenhuma, não temos, não foram encontrados, não foram encontradas,"
    " não foi encontrado, não foi encontrada, não possui, sem, não ... há, 0, não restam, não tem,"
    " não foi possível encontrar",
    pair="nem todos, nem todas, não todos, reservados para, outra data, outro dia, outro horário, data posterior,"
    " sem agendamento prévio, data de nascimento, todos os dias",
    chosen="selecionado, selecionada, marcada, marcadas, escolhido",
    free="disponível, disponíveis, livre, livres, vago, vagos, restantes, abertas, disponibilidade, eventos",
    found="encontrado, encontrados, encontrada, encontradas, possível, oferecidos, encontrar",
    all="todos os, todas as, todos, todas",
    taken="reservados, reservadas, ocupados, ocupadas, preenchidos, preenchidas, tomadas, completos",
    gone="esgotado, esgotados, esgotada, esgotadas, lotado, lotada, lotados, totalmente reservado",
    nothing="nada",
    office="agenda, calendário, centro, posto, consulado, unidade, clínica",
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
    if_="se, quando, caso, assim que, enquanto, porque, salvo",
    owner="você tem, você não tem, não tem consultas marcadas, meus, seus, suas marcações, minhas",
    need="garantia, garantida, necessário, necessária, obrigatório, obrigatória, gratuito, gratuita, grátis, custo,"
    " preciso",
    channel="por telefone, telefônico, por e-mail, sem marcação, aos domingos, aos sábados, feriados, presencial,"
    " presenciais",
    waiting="lista de espera, fila de espera",
    hedge="frequentemente, às vezes, pode, podem, geralmente, havia, segundo, dizem, significa, poderá, costuma",
    legend="cor, cores, vermelho, verde, cinza, azul, amarelo, legenda, marcados, símbolo",
    loading="carregando, a carregar, procurando, aguarde",
    next="seguinte, próximo, próxima, próximos, primeira, primeiro",
    limit="por, máximo, até, serão, será, limite, mínimo, pelo menos, cada, abrirão, deve",
    also="o, a, os, as, de, do, da, para, por favor, selecione, escolha, outra, outro, uma, um, ou, e, mais, tarde,"
    " verifique, em, que, no, na, tente, novamente, lamentamos, infelizmente",
)
