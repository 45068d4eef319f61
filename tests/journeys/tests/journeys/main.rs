//! The seven journeys of the main job, one after another, each in a world of its own.

use journeys::world::walk;

mod walks;

macro_rules! journeys {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])* #[test] fn $name() {
            walk(stringify!($name), |world| Box::pin(walks::$name(world)));
        })*
    };
}

journeys! {
    /// Somebody finds out what this is, founds, brings pages in by a folder, and writes.
    journey_1_a_newcomer_founds_imports_a_folder_and_writes;
    /// The same pages by one zip, in the other browser.
    journey_1_the_handbook_comes_in_by_a_zip;
    /// The same pages dropped; stopped once, and nothing of it stays.
    journey_1_a_dropped_folder_can_be_stopped_and_comes_in;
    /// A second person joins by link in the other browser and has everything.
    journey_2_a_second_person_joins_by_link;
    /// Cut apart, both go on; together again, everything merges.
    journey_3_4_two_people_work_apart_and_merge;
    /// A third person comes in while the first is away.
    journey_5_a_third_joins_while_the_first_is_away;
    /// No server at all: the app opens with everything in it.
    journey_6_the_app_opens_offline;
    /// Two tabs are one; either can go.
    journey_7_a_second_tab_takes_over;
}
