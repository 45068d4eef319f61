//! Words of trade with other communities: agreements, transfers, and the letters that go between.

use crate::ui::words::words;

words! {
    title() { en: "Trade", es: "Comercio" }
    title_text() { en: "With other communities", es: "Con otras comunidades" }
    lede() {
        en: "What we give and get with other communities that we know. Both sides write it down, \
             both sign it, and neither goes further than it decided.",
        es: "Lo que damos y recibimos con otras comunidades que conocemos. Las dos lo apuntan, las \
             dos lo firman, y ninguna va más lejos de lo que decidió.",
    }
    send() { en: "Send a transfer", es: "Hacer un envío" }
    take_in() { en: "Take in a letter", es: "Recibir una carta" }
    introduce() { en: "Introduce us", es: "Presentarnos" }
    introduce_text() {
        en: "Give this to somebody of the other community, by any way you both trust. It says who we \
             are, and that you would trade for us from this device.",
        es: "Da esto a alguien de la otra comunidad, por un medio en que ambos confiéis. Dice quiénes \
             somos, y que comerciarías tú por nosotros, desde este dispositivo.",
    }
    our_introduction() { en: "Our introduction", es: "Nuestra presentación" }
    no_introduction() {
        en: "No device of yours can sign here now.",
        es: "Ahora ningún dispositivo tuyo puede firmar aquí.",
    }
    copy() { en: "Copy", es: "Copiar" }
    copied() { en: "Copied. Now hand it over.", es: "Copiado. Ahora entrégalo." }
    not_copied() {
        en: "It could not be copied. Choose the text and copy it by hand.",
        es: "No se pudo copiar. Elige el texto y cópialo a mano.",
    }

    agreements() { en: "With whom we trade", es: "Con quién comerciamos" }
    none_title() { en: "No agreement yet", es: "Aún no hay acuerdos" }
    none_text() {
        en: "Exchange introductions with another community. Then each decides with whom and how far \
             it trades.",
        es: "Intercambiad presentaciones con otra comunidad. Luego cada una decide con quién y hasta \
             dónde comercia.",
    }
    put_motion() { en: "Put it to the others", es: "Proponerlo a los demás" }
    decision() { en: "The decision", es: "La decisión" }
    change() { en: "Change or end it", es: "Cambiarlo o terminarlo" }
    even() { en: "We are even.", es: "Estamos en paz." }
    they_owe(amount: &str) { en: "They owe us {amount}.", es: "Nos deben {amount}." }
    we_owe(amount: &str) { en: "We owe them {amount}.", es: "Les debemos {amount}." }
    traders(ours: &str, theirs: &str) {
        en: "{ours} trades for us, {theirs} for them.",
        es: "Comercia {ours} por nosotros y {theirs} por ellos.",
    }
    room(give: &str, get: &str) {
        en: "Until the limit we can give {give} and get {get}.",
        es: "Hasta el límite podemos dar {give} y recibir {get}.",
    }
    is_over() {
        en: "The agreement is over. This is still open.",
        es: "El acuerdo terminó. Esto sigue pendiente.",
    }
    owed_to_us() { en: "owed to us", es: "nos deben" }
    owed_to_them() { en: "owed to them", es: "les debemos" }
    on_its_way() { en: "on its way", es: "en camino" }
    until_limit() { en: "until the limit", es: "hasta el límite" }
    fund() { en: "Between us and other communities", es: "Entre otras comunidades y nosotros" }

    transfers() { en: "What went between us", es: "Lo que fue y vino" }
    nothing_yet() { en: "Nothing went between us yet.", es: "Aún nada fue ni vino." }
    we_gave(partner: &str) { en: "We gave to {partner}", es: "Dimos a {partner}" }
    we_got(partner: &str) { en: "We got from {partner}", es: "Recibimos de {partner}" }
    state_on_its_way() {
        en: "On its way: hand over the letter, then take in their answer. Nothing is booked yet.",
        es: "En camino: entrega la carta y luego recibe su respuesta. Aún no se anotó nada.",
    }
    state_booked() { en: "Booked by both.", es: "Anotado por ambas partes." }
    state_answered() {
        en: "Booked here. They book it once they have our answer: hand it over.",
        es: "Anotado aquí. Lo anotarán cuando tengan nuestra respuesta: entrégala.",
    }
    state_declined_by_them() {
        en: "They declined it. Nothing moved.",
        es: "Lo rechazaron. No se movió nada.",
    }
    state_declined_by_us() {
        en: "We declined it. Nothing moved. Hand over our answer, so that they know.",
        es: "Lo rechazamos. No se movió nada. Entrega la respuesta, para que lo sepan.",
    }
    the_letter() { en: "The letter to hand over", es: "La carta para entregar" }
    the_answer() { en: "Our answer to hand over", es: "Nuestra respuesta para entregar" }

    with_whom() { en: "With whom", es: "Con quién" }
    choose_partner() { en: "Choose a community.", es: "Elige una comunidad." }
    which_way() { en: "Which way it went", es: "En qué sentido fue" }
    gave() { en: "We gave", es: "Dimos" }
    got() { en: "We got", es: "Recibimos" }
    worth() { en: "What it is worth", es: "Cuánto vale" }
    left_this_way(amount: &str) {
        en: "Until the limit: {amount}.",
        es: "Hasta el límite: {amount}.",
    }
    what_hint() {
        en: "Both communities keep these words.",
        es: "Las dos comunidades guardan estas palabras.",
    }
    what_it_was() { en: "What it was", es: "Qué fue" }
    gave_goods() { en: "Goods or work", es: "Bienes o trabajo" }
    gave_money() { en: "Money we paid", es: "Dinero que pagamos" }
    got_goods() { en: "Goods or work", es: "Bienes o trabajo" }
    got_money() { en: "Money they paid", es: "Dinero que pagaron" }
    which_account() { en: "Which account", es: "Qué cuenta" }
    account_missing() {
        en: "Say what it was for, or which account it went through.",
        es: "Di para qué fue, o por qué cuenta pasó.",
    }
    make_letter() { en: "Sign it", es: "Firmarlo" }
    sent() {
        en: "Signed. Now hand over the letter.",
        es: "Firmado. Ahora entrega la carta.",
    }

    paste() { en: "Their letter", es: "Su carta" }
    paste_hint() {
        en: "Paste all of it: an introduction, a transfer, or an answer.",
        es: "Pégala entera: una presentación, un envío o una respuesta.",
    }
    unknown_community() {
        en: "A community that we have no agreement with",
        es: "Una comunidad con la que no tenemos acuerdo",
    }
    says_we_got(name: &str) { en: "{name} says: we got this from them.", es: "{name} dice: lo recibimos de ellos." }
    says_we_gave(name: &str) { en: "{name} says: we gave them this.", es: "{name} dice: se lo dimos." }
    accept() { en: "Accept and book it", es: "Aceptar y anotarlo" }
    decline() { en: "Decline", es: "Rechazar" }
    accepted() {
        en: "Booked here. Now hand over our answer.",
        es: "Anotado aquí. Ahora entrega nuestra respuesta.",
    }
    declined() {
        en: "Declined. Hand over our answer, so that they know.",
        es: "Rechazado. Entrega nuestra respuesta, para que lo sepan.",
    }
    they_accepted(name: &str) { en: "{name} accepted and booked this:", es: "{name} aceptó y anotó esto:" }
    they_declined(name: &str) { en: "{name} declined this:", es: "{name} rechazó esto:" }
    take_answer() { en: "Take in their answer", es: "Recibir su respuesta" }
    answer_taken() { en: "Their answer is in the books.", es: "Su respuesta está en las cuentas." }
    introduced(name: &str, trader: &str) {
        en: "This is {name}. {trader} would trade for them.",
        es: "Esta es {name}. Comerciaría {trader} por ellos.",
    }
    introduced_next() {
        en: "To trade with them, put an agreement to the others. They do the same with our \
             introduction.",
        es: "Para comerciar con ellos, propón un acuerdo a los demás. Ellos hacen lo mismo con \
             nuestra presentación.",
    }

    deed() { en: "We trade with another community", es: "Comerciamos con otra comunidad" }
    deed_text() {
        en: "With whom, who trades for us, and how far.",
        es: "Con quién, quién comercia por nosotros, y hasta dónde.",
    }
    their_introduction() { en: "Their introduction", es: "Su presentación" }
    their_introduction_hint() {
        en: "Paste what they gave you. They make it under Economy, Trade.",
        es: "Pega lo que te dieron. La hacen en Economía, Comercio.",
    }
    not_an_introduction() {
        en: "This is a letter, but no introduction. Ask them for one.",
        es: "Esto es una carta, pero no una presentación. Pídeles una.",
    }
    who_trades() { en: "Who trades for us", es: "Quién comercia por nosotros" }
    who_trades_hint() {
        en: "The same person whose introduction they have.",
        es: "La misma persona cuya presentación tienen.",
    }
    limit() { en: "Limit", es: "Límite" }
    limit_hint() {
        en: "How much either side may owe the other; 0 ends the agreement.",
        es: "Cuánto puede deber cada parte a la otra; 0 termina el acuerdo.",
    }
    limit_below_zero() {
        en: "The limit cannot be below zero.",
        es: "El límite no puede ser menor que cero.",
    }
    limit_told(amount: &str) {
        en: "Neither side owes the other more than {amount}.",
        es: "Ninguna parte debe a la otra más de {amount}.",
    }
    for_us() { en: "Who trades for us", es: "Quién comercia por nosotros" }
    for_them() { en: "Who trades for them", es: "Quién comercia por ellos" }
    their_key() { en: "Their signature begins with", es: "Su firma empieza por" }
    their_key_told(key: &str) {
        en: "{key}. Ask them whether it is the same on their side.",
        es: "{key}. Pregúntales si es igual por su lado.",
    }
    does_agree(name: &str, limit: &str) {
        en: "We trade with {name}, up to {limit} either way.",
        es: "Comerciamos con {name}, hasta {limit} en cada sentido.",
    }
    does_end(name: &str) {
        en: "We end our agreement to trade with {name}.",
        es: "Terminamos nuestro acuerdo de comercio con {name}.",
    }
}
