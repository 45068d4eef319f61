//! Words of ventures: how things are made, offers, orders, invoices.

use crate::ui::words::{counted, words};

words! {
    title_text() { en: "What we make and offer", es: "Lo que hacemos y ofrecemos" }
    lede() {
        en: "What we make together, who makes it, and who asks for it.",
        es: "Lo que hacemos entre todos, quién lo hace y quién lo pide.",
    }
    of(community: &str) { en: "A venture of {community}", es: "Una iniciativa de {community}" }
    none_title() { en: "No venture yet", es: "Aún no hay iniciativas" }
    none_text() {
        en: "A venture gathers the hours, offers and orders of one thing: a book, a kitchen, a \
             course.",
        es: "Una iniciativa reúne las horas, ofertas y encargos de una cosa: un libro, una \
             cocina, un curso.",
    }
    found() { en: "Begin a venture", es: "Empezar una iniciativa" }
    founded() { en: "The venture has begun.", es: "La iniciativa ha empezado." }
    founded_by(name: &str) { en: "Begun by {name}", es: "La empezó {name}" }
    name() { en: "Name", es: "Nombre" }
    name_hint() { en: "Such as: The illustrated edition", es: "Como: La edición ilustrada" }
    purpose() { en: "What it is for", es: "Para qué es" }
    purpose_hint() { en: "A sentence or two.", es: "Una o dos frases." }
    how_made() { en: "How it is made", es: "Cómo se hace" }
    no_work() {
        en: "No work was written down for it yet. Whoever works for it chooses it in Work.",
        es: "Aún no se apuntó trabajo. Quien trabaje en ella la elige en Trabajo.",
    }
    picture(name: &str, people: &str) {
        en: "Hours that flow into {name}: {people}.",
        es: "Horas que van a {name}: {people}.",
    }
    americas() { en: "Americas", es: "América" }
    africa() { en: "Africa", es: "África" }
    asia() { en: "Asia", es: "Asia" }
    europe() { en: "Europe", es: "Europa" }
    australia() { en: "Australia", es: "Australia" }
    pacific() { en: "Pacific", es: "Pacífico" }
    atlantic() { en: "Atlantic", es: "Atlántico" }
    indian_ocean() { en: "Indian Ocean", es: "Índico" }
    polar() { en: "Polar regions", es: "Polos" }
    by_person() { en: "By person and place", es: "Por persona y lugar" }
    who() { en: "Who", es: "Quién" }
    what() { en: "What", es: "Qué" }
    share() { en: "Share", es: "Parte" }
    from_commons() { en: "From the commons", es: "Del común" }
    cites_none() {
        en: "It names no page of the commons yet.",
        es: "Aún no nombra ninguna página del común.",
    }
    cite() { en: "Name a page", es: "Nombrar una página" }
    cite_text() {
        en: "What this venture builds on. The page stays everybody’s.",
        es: "Aquello en que se apoya. La página sigue siendo de todos.",
    }
    as_it_stood(day: &str) { en: "as it stood on {day}", es: "como estaba el {day}" }
    offers() { en: "What it offers", es: "Qué ofrece" }
    offers_none() { en: "Nothing is offered yet.", es: "Aún no ofrece nada." }
    offer() { en: "Offer something", es: "Ofrecer algo" }
    offered() { en: "Offered.", es: "Ofrecido." }
    end_offer() { en: "End it", es: "Terminarla" }
    offer_title() { en: "What", es: "Qué" }
    offer_hint() { en: "Such as: Translation", es: "Por ejemplo: Traducción" }
    price() { en: "Price", es: "Precio" }
    unit() { en: "For one", es: "Por cada" }
    unit_hint() { en: "Such as word, plate or hour.", es: "Como palabra, lámina u hora." }
    per(unit: &str) { en: "for one {unit}", es: "por {unit}" }
    language() { en: "Language", es: "Lengua" }
    add_picture() { en: "Add a picture", es: "Añadir una imagen" }
    picture_alt() { en: "The picture of the offer", es: "La imagen de la oferta" }
    orders() { en: "Orders", es: "Encargos" }
    orders_none() { en: "Nobody ordered anything yet.", es: "Aún no hay encargos." }
    place_order() { en: "Write down an order", es: "Apuntar un encargo" }
    order_placed() { en: "The order is written down.", es: "El encargo está apuntado." }
    customer() { en: "Who ordered", es: "Quién encarga" }
    customer_hint() {
        en: "As it should stand on the invoice.",
        es: "Como deba constar en la factura.",
    }
    ordered_on() { en: "Ordered on", es: "Encargado el" }
    of_an_offer() { en: "From an offer", es: "De una oferta" }
    lines() { en: "What was ordered", es: "Lo encargado" }
    lines_missing() { en: "Say what was ordered.", es: "Di qué se encarga." }
    another_line() { en: "Another line", es: "Otra línea" }
    quantity() { en: "How many", es: "Cuántos" }
    quantity_wrong() {
        en: "How many is a number above zero, such as 12, 2.5 or 0.125. Write thousands without a \
             mark: 1890.",
        es: "Cuántos es un número mayor que cero, como 12, 2,5 o 0,125. Escribe los miles sin \
             marca: 1890.",
    }
    before_tax() { en: "Before tax", es: "Sin impuestos" }
    amount() { en: "Amount", es: "Importe" }
    so_many_at(count: &str, price: &str) { en: "{count} at {price}", es: "{count} a {price}" }
    total() { en: "Together", es: "Total" }
    delivered() { en: "Delivered", es: "Entregado" }
    not_delivered() { en: "Not delivered yet", es: "Aún sin entregar" }
    delivered_on(day: &str) { en: "Delivered {day}", es: "Entregado el {day}" }
    delivered_when() { en: "Delivered on", es: "Entregado el" }
    mark_delivered() { en: "Mark as delivered", es: "Marcar como entregado" }
    is_paid() { en: "Paid", es: "Pagado" }
    not_paid() { en: "Not paid yet", es: "Aún sin pagar" }
    overpaid(amount: &str) {
        en: "Paid, and {amount} more than was to be paid",
        es: "Pagado, y además {amount} de más",
    }
    too_much(amount: &str) {
        en: "That is {amount} more than is to be paid. If it came, write it down as it came, and ask \
             whoever paid what it was for.",
        es: "Son {amount} más de lo que falta por pagar. Si llegó así, apúntalo así, y pregunta a \
             quien pagó para qué era.",
    }
    paid_part(amount: &str) { en: "{amount} paid", es: "Pagado: {amount}" }
    mark_paid() { en: "The money came", es: "Llegó el dinero" }
    pay_text(amount: &str) {
        en: "{amount} is to be paid for this order. Write down what came.",
        es: "Por este encargo falta: {amount}. Apunta lo que llegó.",
    }
    pay_tax_text() {
        en: "The tax in it is kept apart, to be paid on.",
        es: "El impuesto que contiene se guarda aparte, para pagarlo.",
    }
    payment_what(customer: &str) {
        en: "The order of {customer} was paid.",
        es: "Se pagó el encargo de {customer}.",
    }
    ordered_for(amount: &str) { en: "Ordered: {amount}", es: "Encargado: {amount}" }
    to_be_paid(amount: &str) { en: "To be paid: {amount}", es: "Por pagar: {amount}" }
}

counted! {
    offers_count(n) { en: "{n} offer" | "{n} offers", es: "{n} oferta" | "{n} ofertas" }
    orders_count(n) { en: "{n} order" | "{n} orders", es: "{n} encargo" | "{n} encargos" }
    cites_count(n) {
        en: "{n} page of the commons" | "{n} pages of the commons",
        es: "{n} página del común" | "{n} páginas del común",
    }
}
