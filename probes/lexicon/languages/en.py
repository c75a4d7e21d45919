"""English."""

from probes.lexicon.words import Words

WORDS = Words(
    code="en",
    slot="slot, slots, timeslot, timeslots, availability, availabilities, openings, vacancy, vacancies",
    visit="appointment, appointments, appts, date, dates, day, days, time, times, hours, spot, spots, place, places,"
    " seat, seats, booking, bookings, reservations, visits",
    many="appointments, dates, times, slots, spots, places, seats, bookings, timeslots",
    none="no, not ... any, don't ... any, doesn't ... any, isn't ... any, aren't ... any, couldn't ... any,"
    " didn't ... any, can't ... any, cannot ... any, unable ... any, none of the, not a single, 0, zero, nor any",
    pair="not all, not every, not each, time limit, time limits, time zone, left behind, reserved for, no longer,"
    " no later, no earlier, no more than, no matter, no need, not only, another date, other date, other dates,"
    " later date, another day, other day, another time, later time, different date, different day, different time,"
    " at the time of, date of birth, every day, at any time",
    chosen="selected, chosen, booked, made, scheduled, reserved, saved, added",
    free="available, free, open, left, remaining, vacant, bookable, remain",
    found="found, find, offered, possible, match, matching, matched, exist, located",
    all="all, every, each",
    taken="taken, booked, reserved, filled, full, gone, occupied, unavailable, allocated",
    gone="fully booked, completely booked, booked up, booked out, sold out, fully reserved, exhausted, all booked,"
    " all taken",
    nothing="nothing, none",
    office="we, we're, center, centre, clinic, office, calendar, agenda, schedule, location, consulate, embassy,"
    " practice, department, session, sessions",
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
    if_="if, when, whenever, unless, in case, should there, should no, should all, should the, once, until,"
    " as soon as, in the event, where no, while, because",
    owner="you have, you've, you do not, you don't, your appointments, your bookings, my appointments, my bookings,"
    " you currently, you had, your next, your upcoming, upcoming appointments, you may, your appointment",
    need="guarantee, guaranteed, entitled, required, needed, necessary, need, fee, charge, cost, costs, free of,"
    " for free, refund, obligation",
    channel="by phone, by telephone, by email, over the phone, phone appointments, walk in, walk ins, on sundays,"
    " on saturdays, on mondays, on fridays, weekends, holidays, in person, without an appointment, online booking,"
    " on site",
    waiting="waiting list, waitlist, wait list, standby list, queue",
    hedge="often, usually, sometimes, may be, may not, might, frequently, generally, typically, were no, was no,"
    " there were, there was, had no, had been, reported, reports, said, say, says, complain, complained, according,"
    " does not mean, doesn't mean, means, example, rarely, suit, suits, convenient, used to, would, could be,"
    " feedback",
    legend="marked, colour, color, colours, colors, coloured, colored, highlighted, shown in, red, green, grey,"
    " gray, blue, yellow, legend, symbol, icon, crossed, struck, indicates, indicate, greyed",
    loading="loading, searching, please wait, retrieving, checking, looking for",
    next="following, next, earliest, soonest",
    limit="per, max, maximum, up to, will be, will open, limit, minimum, at least, opens, open on, released,"
    " release, daily, every, weekly, each, only for, must, can be, more than, was, were, required",
    also="the, please, for, choose, select, another, sorry, unfortunately, of, to, are, is, at, there, and, with,"
    " this, try, again, later, check, back, have, has, been, in, on, an, make, does",
)
