//! The words of taking everything along, leaving, and growing out of another community.

use super::{Element, is, starts};

elements! {
    make_file => is("button", "Make the file");
    save_file => starts("link", "Save ");
    /// In the settings, and in the dialog that asks.
    leave => is("button", "Leave this community");
    no_longer_member => starts("complementary", "You are no longer a member");
    claims => is("region", "What those who left have to get");
    start_or_join => is("link", "Start or join another");
    grow => starts("button", "Grow out of another one");
    grows_out_of => is("textbox", "Which community does it grow out of?");
    choose_file => is("file", "Choose the file");
    bring => is("button", "Bring it in");
    it_is_here => is("heading", "It is here");
    to_books => is("link", "To the books");
}
