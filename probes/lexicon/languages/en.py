"""English."""

from probes.lexicon.words import Words

WORDS = Words(
    code="en",
    slot="room left ... calendar, room left ... schedule, room left ... diary, room in our diary, room in our schedule,"
    " room in our calendar,"
    " slot, slots, timeslot, timeslots, availability, availabilities, openings, vacancy, vacancies",
    visit="capacity,"
    " appointment, appointments, appts, date, dates, day, days, time, times, hours, spot, spots, place, places,"
    " seat, seats, booking, bookings, reservations, visits, session, sessions, interview, interviews",
    many="appointments, dates, times, slots, spots, places, seats, bookings, timeslots, capacity, sessions",
    vague="appointment, appointments, appts, booking, bookings, reservations, visits, hours, day, days, session,"
    " sessions, interview, interviews, time",
    none="no, not ... any, don't ... any, doesn't ... any, isn't ... any, aren't ... any, couldn't ... any,"
    " didn't ... any, can't ... any, cannot ... any, unable ... any, none of the, not a single, 0, zero, nor any,"
    " run out of, ran out of, none of our, there aren't any, haven't any, not got any, have no, has no, are out of,"
    " we're out of, could not find any",
    pair="capacity limit, capacity limits, capacity restriction, capacity restrictions, capacity problem,"
    " capacity problems, full capacity,"
    " not all, not every, not each, time limit, time limits, time zone, left behind, reserved for, no longer,"
    " no later, no earlier, no more than, no matter, no need, not only, another date, other date, other dates,"
    " later date, another day, other day, another time, later time, different date, different day, different time,"
    " at the time of, date of birth, every day, at any time, out of office, out of hours, out of date, out of order,"
    " out of service, appointment details, time out, earlier appointment, earlier date, earlier appointments,"
    " earlier dates, full name, full address, in full, full details, full list, more than, more information,"
    " more info, more details, no more results, full time, full of, appointment number, booking details, is full of,"
    " are full of, no time left",
    chosen="selected, chosen, booked, made, scheduled, reserved, saved, added",
    free="available, free, open, left, remaining, vacant, bookable, remain, can be booked, to book, to give, to offer,"
    " on offer",
    found="found, find, offered, possible, match, matching, matched, exist, located, search, criteria, returned,"
    " results, released, published, being offered, offering, show, display",
    more="more, any more, anymore, any longer, not a single, run out of, ran out of, none of our",
    unable="unable to offer, unable to provide, unable to propose, not able to offer, not able to display,"
    " not able to show, not able to provide, cannot offer, can't offer, can not offer, could not offer,"
    " couldn't offer, cannot provide, can't provide, unable to give, cannot give, cannot propose",
    able="could be found, could be located, could be offered, could be identified",
    regret="sorry, unfortunately, regret, apologies, regrettably, apologise, apologize, alas, we're afraid",
    all="all, every, each",
    taken="taken, booked, reserved, filled, full, gone, occupied, unavailable, allocated, snapped up, assigned,"
    " claimed, used up, given out, exhausted, sold, spoken for, used, fully booked",
    gone="fully booked, completely booked, booked up, booked out, sold out, fully reserved, exhausted, all booked,"
    " all taken, completely full, fully taken, fully allocated, filled up, all gone, all filled, all reserved,"
    " all full, run out, ran out, used up, at full capacity, totally booked, entirely booked, have gone",
    full="full, everything booked, everything is booked, everything taken, everything is taken, all booked, all taken,"
    " all gone, no more, is full, are full, is now full, are now full",
    nothing="nothing, none",
    office="we, we're, center, centre, clinic, office, calendar, agenda, schedule, location, consulate, embassy,"
    " practice, department, session, sessions, timetable, diary, branch, site, team, doctor, surgery, our clinics",
    service="service, services, provider, providers",
    booking="booking, bookings, reservation, book, reserve",
    cannot="not possible, impossible, cannot be made, can not be made, not be possible, cannot be booked",
    unfree="not available, no longer available, unavailable, not ... available, isn't available, aren't available,"
    " already taken, just been taken, just taken, already booked, already been booked, already reserved,"
    " has been taken, was taken, no longer free",
    one="this, that, selected, requested, chosen, your, the slot, the time, the appointment, you selected, you chose",
    day="date, day, today, tomorrow, tonight, monday, tuesday, wednesday, thursday, friday, saturday, sunday,"
    " morning, afternoon, evening",
    week="week",
    month="month",
    period="period, days, weeks, months, range, year, quarter, semester, season, chosen times",
    bound="until, before, after, from, since, till, updated, as of",
    now="currently, at the moment, at this time, at present, right now, presently, now, at this moment, for now",
    lack="due to a lack of, due to lack of, for lack of, for want of, owing to a lack of, owing to lack of,"
    " due to the absence of, because of a lack of",
    if_="if, when, whenever, unless, in case, should there, should no, should all, should the, once, until,"
    " as soon as, in the event, where no, while, because",
    owner="you have, you've, you do not, you don't, your appointments, your bookings, my appointments, my bookings,"
    " you currently, you had, your next, your upcoming, upcoming appointments, you may, your appointment,"
    " reference number, confirmation number, booking number, confirmation code, your name",
    need="guarantee, guaranteed, entitled, required, needed, necessary, need, fee, charge, cost, costs, free of,"
    " for free, refund, obligation, cancelled, canceled, rescheduled",
    channel="by phone, by telephone, by email, over the phone, phone appointments, walk in, walk ins, on sundays,"
    " on saturdays, on mondays, on fridays, weekends, holidays, in person, without an appointment, online booking,"
    " on site",
    waiting="waiting list, waitlist, wait list, standby list, queue, waiting room",
    hedge="often, usually, sometimes, may be, may not, might, frequently, generally, typically, were no, was no,"
    " there were, there was, had no, had been, reported, reports, said, say, says, complain, complained, according,"
    " does not mean, doesn't mean, means, example, rarely, suit, suits, convenient, used to, would, could be,"
    " feedback, almost, nearly, some, most, automatically, lottery, practically, partly, in order of",
    legend="marked, colour, color, colours, colors, coloured, colored, highlighted, shown in, red, green, grey,"
    " gray, blue, yellow, legend, symbol, icon, crossed, struck, indicates, indicate, greyed",
    loading="loading, searching, please wait, retrieving, checking, looking for",
    next="following, next, earliest, soonest",
    limit="per, max, maximum, up to, will be, will open, limit, minimum, at least, opens, open on, released,"
    " release, daily, every, weekly, each, only for, must, can be, more than, was, were, required",
    also="oops,"
    " the, please, for, choose, select, another, sorry, unfortunately, of, to, are, is, at, there, and, with,"
    " this, try, again, later, check, back, have, has, been, in, on, an, make, does, our, still, already, next, now,"
    " you, your, any, we, us, all, very, completely, entirely, totally, fully, by, other, come, it, everyone",
)
