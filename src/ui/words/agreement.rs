//! Words of an order from what was agreed to its payment: who does what, the invoice, the reminder.

use crate::ui::words::{counted, words};

words! {
    due() { en: "To be delivered by", es: "A entregar hasta el" }
    due_hint() { en: "Leave it empty if no day was agreed.", es: "Déjalo vacío si no hay plazo." }
    agreed_by(day: &str) { en: "Agreed: by {day}", es: "Acordado: hasta el {day}" }
    agreed_no_day() { en: "Agreed, without a day", es: "Acordado, sin plazo" }
    delivery_late(late: &str) { en: "Delivery is {late} late", es: "La entrega lleva {late} de retraso" }
    who_does_what() { en: "Who does what", es: "Quién hace qué" }
    nobody_yet() {
        en: "Nobody said yet what they will do.",
        es: "Nadie dijo aún qué hará.",
    }
    i_will() { en: "I will do something", es: "Yo haré algo" }
    i_will_text() {
        en: "Only you promise for yourself; everybody sees it.",
        es: "Solo tú te comprometes por ti; lo ven todos.",
    }
    what() { en: "What you will do", es: "Qué harás" }
    what_hint() { en: "Such as: The French text", es: "Por ejemplo: El texto francés" }
    how_much() { en: "How much", es: "Cuánto" }
    in_hours() { en: "Hours", es: "Horas" }
    in_hours_text() { en: "What you write down as work fills it.", es: "Lo llena el trabajo que apuntes." }
    in_pieces() { en: "Pieces", es: "Piezas" }
    in_pieces_text() { en: "So many of what was ordered.", es: "Tantas de lo encargado." }
    figure() { en: "How many", es: "Cuántas" }
    figure_wrong() { en: "A number above zero.", es: "Un número mayor que cero." }
    by_when() { en: "By", es: "Hasta el" }
    promise() { en: "I will", es: "Lo haré" }
    promised() { en: "Everybody sees it now.", es: "Ya lo ven todos." }
    pieces(count: &str) { en: "{count} pieces", es: "{count} piezas" }
    until(day: &str) { en: "by {day}", es: "hasta el {day}" }
    done_of(done: &str, all: &str) { en: "{done} of {all} done", es: "{done} de {all} hecho" }
    is_done(day: &str) { en: "Done {day}", es: "Hecho el {day}" }
    is_dropped() { en: "Cannot do it after all", es: "Al final no puede" }
    is_late(late: &str) { en: "{late} late", es: "{late} de retraso" }
    it_is_done() { en: "It is done", es: "Está hecho" }
    cannot() { en: "I cannot do it after all", es: "Al final no puedo" }
    done_so_far(hours: &str, names: &str) {
        en: "{hours} so far, by {names}",
        es: "{hours} hasta ahora, de {names}",
    }
    not_begun() { en: "No work was written down for it yet", es: "Aún no se apuntó trabajo" }
    log_for_order() { en: "For which order", es: "Para qué encargo" }
    no_order() { en: "For none", es: "Para ninguno" }
    order_of(customer: &str, day: &str) { en: "{customer}, {day}", es: "{customer}, {day}" }
    how_far() { en: "How far it is", es: "Cómo va" }
    step_agreed() { en: "Agreed", es: "Acordado" }
    step_done() { en: "Done so far", es: "Hecho hasta ahora" }
    step_delivered() { en: "Delivery", es: "Entrega" }
    step_invoiced() { en: "Invoice", es: "Factura" }
    step_paid() { en: "Payment", es: "Pago" }
    not_invoiced() { en: "No invoice yet", es: "Aún sin factura" }
    invoiced(number: &str, day: &str, due: &str) {
        en: "{number} of {day}, due {due}",
        es: "{number} del {day}, vence el {due}",
    }
    payment_late(late: &str) { en: "Not paid, {late} late", es: "Sin pagar, {late} de retraso" }

    make_invoice() { en: "Make the invoice", es: "Hacer la factura" }
    see_invoice() { en: "See the invoice", es: "Ver la factura" }
    make_text() {
        en: "It is written down once and keeps its number.",
        es: "Se apunta una vez y conserva su número.",
    }
    terms_first() {
        en: "First say how the venture is paid: that stands on every invoice. Then the invoice is made.",
        es: "Di primero cómo se le paga: figura en cada factura. Después se hace la factura.",
    }
    tax() { en: "Tax on top", es: "Impuesto añadido" }
    tax_none() { en: "None", es: "Ninguno" }
    tax_none_text() { en: "What the lines come to is all.", es: "Lo que suman las líneas es todo." }
    tax_rate() { en: "A percentage", es: "Un porcentaje" }
    tax_rate_text() { en: "Of all lines together.", es: "De todas las líneas juntas." }
    tax_amount() { en: "An amount", es: "Un importe" }
    tax_amount_text() { en: "Where it is reckoned elsewhere.", es: "Si se calcula en otro lugar." }
    tax_name() { en: "What the tax is called", es: "Cómo se llama el impuesto" }
    tax_name_hint() { en: "Such as VAT", es: "Por ejemplo, IVA" }
    tax_percent() { en: "Percent", es: "Por ciento" }
    tax_how_much() { en: "How much tax", es: "Cuánto impuesto" }
    tax_percent_wrong() {
        en: "A percentage above 0, at most 100, with at most two decimals, such as 21 or 5.5.",
        es: "Un porcentaje mayor que 0, de 100 como mucho, con dos decimales como mucho: 21 o 5,5.",
    }
    tax_line(name: &str, percent: &str) { en: "{name}, {percent}", es: "{name}, {percent}" }
    tax_rounding() {
        en: "Each line is rounded to the smallest unit by itself, and the tax once, on all lines; half \
             is rounded up.",
        es: "Cada línea se redondea por sí sola a la unidad más pequeña, y el impuesto una vez, sobre \
             todas; la mitad, hacia arriba.",
    }
    comes_to(amount: &str) { en: "To be paid in all: {amount}", es: "A pagar en total: {amount}" }
    for_voters() {
        en: "Whoever has a vote here writes down the delivery, the invoice and the payment.",
        es: "Quien tiene voto aquí apunta la entrega, la factura y el pago.",
    }
    next() { en: "Next", es: "Ahora" }
    next_work() {
        en: "Say what you will do for it, or write down work. What is ready can be delivered and \
             invoiced without that.",
        es: "Di qué harás, o apunta trabajo. Lo que esté listo se puede entregar y facturar sin ello.",
    }
    next_deliver() {
        en: "When it is handed over, mark it as delivered.",
        es: "Cuando se entregue, márcalo como entregado.",
    }
    next_invoice() {
        en: "Make the invoice, or write down that the money came.",
        es: "Haz la factura, o apunta que llegó el dinero.",
    }
    next_send() {
        en: "Print the invoice or keep it as PDF, and send it. When the money has come, write it down.",
        es: "Imprime la factura o guárdala en PDF, y envíala. Cuando llegue el dinero, apúntalo.",
    }
    next_rest() {
        en: "A part is paid. When the rest has come, write it down.",
        es: "Una parte está pagada. Cuando llegue el resto, apúntalo.",
    }
    next_nothing() {
        en: "Nothing is left to do: it is delivered and paid, and what came stands in the ledger.",
        es: "No queda nada: está entregado y pagado, y lo que llegó está en el libro.",
    }
    see_ledger() { en: "See the ledger", es: "Ver el libro" }
    number() { en: "Number", es: "Número" }
    date() { en: "Date", es: "Fecha" }
    due_date() { en: "Due", es: "Vence" }
    from() { en: "From", es: "De" }
    to() { en: "To", es: "Para" }
    to_hint() {
        en: "Name, address, tax number of whoever pays.",
        es: "Nombre, dirección, NIF de quien paga.",
    }
    invoice() { en: "Invoice", es: "Factura" }
    already_paid(amount: &str) { en: "Already paid: {amount}", es: "Ya pagado: {amount}" }
    how_to_pay() { en: "How to pay", es: "Cómo pagar" }
    take_back() { en: "Take back", es: "Retirar" }
    take_invoice_back() { en: "Take the invoice back", es: "Retirar la factura" }
    take_back_text() {
        en: "It counts no longer, and its number is not given again. What was paid stays paid, and the \
             order can get another invoice. Tell whoever has it.",
        es: "Deja de contar y su número no se da otra vez. Lo pagado sigue pagado y el encargo puede \
             tener otra factura. Díselo a quien la tenga.",
    }
    why() { en: "Why", es: "Por qué" }
    why_hint() { en: "Such as: The address was wrong", es: "Por ejemplo: La dirección estaba mal" }
    is_taken_back() { en: "The invoice is taken back.", es: "La factura está retirada." }
    taken_back() { en: "Taken back", es: "Retirada" }
    taken_back_by(name: &str, day: &str, reason: &str) {
        en: "Taken back by {name}, {day}: {reason}",
        es: "La retiró {name}, {day}: {reason}",
    }
    cancel() { en: "Cancel the order", es: "Cancelar el encargo" }
    keep_order() { en: "Keep the order", es: "Conservar el encargo" }
    cancel_text() {
        en: "Nothing comes of it any more: nobody can promise something for it, deliver it or be paid for \
             it. It stays in the list with the reason. Tell whoever ordered.",
        es: "Ya no se hará: nadie puede prometer algo para él, entregarlo ni cobrarlo. Sigue en la \
             lista con el motivo. Díselo a quien encargó.",
    }
    cancel_hint() { en: "Such as: They need it no more", es: "Por ejemplo: Ya no lo necesitan" }
    is_cancelled() { en: "The order is cancelled.", es: "El encargo está cancelado." }
    cancelled() { en: "cancelled", es: "cancelado" }
    cancelled_by(name: &str, day: &str, reason: &str) {
        en: "Cancelled by {name}, {day}: {reason}",
        es: "Lo canceló {name}, {day}: {reason}",
    }
    not_to_be_paid() { en: "Not to be paid", es: "No se paga" }
    invoice_of(number: &str) { en: "Invoice {number}", es: "Factura {number}" }
    see_it() { en: "See it", es: "Verla" }
    invoices_back() { en: "Invoices that were taken back", es: "Facturas retiradas" }
    issued() { en: "The invoice is written down.", es: "La factura está apuntada." }
}

counted! {
    days(n) { en: "{n} day" | "{n} days", es: "{n} día" | "{n} días" }
}
