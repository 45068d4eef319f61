//! The words of a bank's file beside the books, of care for each other, of stewards, and of trade with others.

use super::{Element, has, is, starts};

elements! {
    // Money, written down.
    money_came_in => starts("button", "Money came in");
    money_went_out => starts("button", "Money went out");
    what_happened => is("textbox", "What happened");
    what_it_came_from => is("textbox", "What it came from");
    on_which_day => is("date", "On which day");
    write_it_down => is("button", "Write it down");

    // A bank's file beside the books.
    new_lines => is("region", "New");
    only_in_books => is("region", "In the books, not in the file");

    // Care for each other.
    care => starts("link", "Care for each other");
    i_can_be_told => is("button", "I can be told");
    say_need => is("button", "Say that you need something");
    at_least => is("textbox", "From how much on it helps");
    who_looks_after_it => is("combobox", "Who looks after it");
    why => is("textbox", "Why you need it");
    ask => is("button", "Ask");
    pledge => is("button", "Pledge");
    say_what_came => is("button", "Say what came in");
    close_need => is("button", "Close the need");

    // Who runs a venture.
    elect => is("button", "Elect stewards");
    put_to_vote => is("button", "Put it to the vote");

    // Trade with another community.
    trade => starts("link", "Trade");
    introduce => is("button", "Introduce us");
    our_introduction => is("textbox", "Our introduction");
    trades_with_another => starts("radio", "We trade with another community");
    their_introduction => is("textbox", "Their introduction");
    who_trades => is("combobox", "Who trades for us");
    limit => is("textbox", "Limit");
    send_transfer => is("button", "Send a transfer");
    worth => is("textbox", "What it is worth");
    sign => is("button", "Sign it");
    letter => is("textbox", "The letter to hand over");
    take_in_letter => is("button", "Take in a letter");
    their_letter => is("textbox", "Their letter");
    accept => is("button", "Accept and book it");
    open_answer => is("button", "Our answer to hand over");
    answer => is("textbox", "Our answer to hand over");
    take_answer => is("button", "Take in their answer");
}

/// What is said of a line that perhaps tells what is here already.
pub fn verdict(line: &str, said: &str) -> Element {
    is("radio", said).within(is("radiogroup", &format!("Is “{line}” the same?")))
}

/// A row of the ledger.
pub fn ledger_row(said: &str) -> Element {
    has("listitem", said)
}

/// Under a row of the ledger: it is not the same as a line of this file.
pub fn take_match_back(file: &str) -> Element {
    starts("button", &format!("Take back: Matched with a line of “{file}”"))
}

/// Somebody to be chosen, or whose pledge came.
pub fn tick(name: &str) -> Element {
    has("checkbox", name)
}
