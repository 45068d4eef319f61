//! The journeys of the main job and what may go wrong at its beginning, one after another,
//! each in a world of its own.

use journeys::world::walk;

mod bad_input;
mod coming_and_going;
mod economy;
mod four_shores;
mod walks;

macro_rules! journeys {
    ($($(#[$doc:meta])* $walks:ident::$name:ident;)*) => {
        $($(#[$doc])* #[test] fn $name() {
            walk(stringify!($name), |world| Box::pin($walks::$name(world)));
        })*
    };
}

journeys! {
    /// Somebody finds out what this is, founds, brings pages in by a folder, and writes.
    walks::journey_1_a_newcomer_founds_imports_a_folder_and_writes;
    /// The same pages by one zip, in the other browser.
    walks::journey_1_the_handbook_comes_in_by_a_zip;
    /// The same pages dropped; stopped once, and nothing of it stays.
    walks::journey_1_a_dropped_folder_can_be_stopped_and_comes_in;
    /// A second person joins by link in the other browser and has everything.
    walks::journey_2_a_second_person_joins_by_link;
    /// Cut apart, both go on; together again, everything merges.
    walks::journey_3_4_two_people_work_apart_and_merge;
    /// A third person comes in while the first is away.
    walks::journey_5_a_third_joins_while_the_first_is_away;
    /// No server at all: the app opens with everything in it.
    walks::journey_6_the_app_opens_offline;
    /// Two tabs are one; either can go.
    walks::journey_7_a_second_tab_takes_over;
    /// A motion is put and voted on in two browsers, and a week later it is final in both.
    walks::journey_9_two_people_decide_and_it_becomes_final;
    /// One person on two devices; the second is taken off again.
    walks::journey_10_one_person_on_two_devices;
    /// Seven people on four shores work for a month, share out, and see the same.
    four_shores::journey_11_four_shores_from_founding_to_sharing_out;
    /// A bank's file is laid beside the books: one line is the same, one is new, the difference is told. A
    /// match is taken back.
    economy::journey_12_a_banks_file_is_laid_beside_the_books;
    /// Somebody says what they need, another pledges, and the need is closed.
    economy::journey_13_a_need_is_told_met_and_closed;
    /// A steward is elected, and an order comes to its invoice, another one, and its payment.
    economy::journey_14_a_venture_elects_delivers_and_is_paid;
    /// Two communities agree to trade; a letter goes there and an answer back.
    economy::journey_15_two_communities_trade_by_letters;
    /// Newcomers wait at the door where a member has to let them in.
    coming_and_going::journey_16_a_newcomer_waits_at_the_door_until_a_member_lets_them_in;
    /// A member is removed; old links lead to nobody any more.
    coming_and_going::journey_17_a_member_is_removed_and_the_others_meet_elsewhere;
    /// A newer version of the program is offered, in all windows, and comes when it is asked for.
    coming_and_going::journey_18_a_newer_version_is_offered_and_never_forced;
    /// Whoever lost everything comes back by a file and twelve words.
    coming_and_going::journey_19_whoever_lost_everything_comes_back_by_a_backup;
    /// Whoever lost everything comes back by the word of the others, given twice.
    coming_and_going::journey_20_whoever_lost_everything_comes_back_by_the_word_of_the_others;
    /// Links cut, changed, foreign or newer are told apart, and the right one still joins.
    bad_input::journey_8_links_of_no_use_are_told_and_the_right_one_joins;
    /// A browser that keeps nothing: the page says so, and what to do.
    bad_input::journey_8_where_nothing_may_be_kept_the_page_says_so;
}
