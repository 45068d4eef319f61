//! The words of the calendar.

use super::{Element, is, starts};

elements! {
    calendar => is("link", "Calendar");
    plan_something => is("button", "Plan something");
    what_is_it => is("textbox", "What is it?");
    what_for_or_where => is("textbox", "What for, or where");
    day => is("date", "Day");
    time => is("time", "Time");
    by_the_clock_of => is("combobox", "By the clock of");
    how_many_minutes => is("textbox", "How many minutes");
    how_often => is("combobox", "How often");
    /// Whose hour it is, over their days.
    head_of_hours => starts("row", "Who");
    /// On the first screen.
    next => is("region", "Next");
}
