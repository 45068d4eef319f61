//! A script's community as a file, for somebody to look around in.

use crate::sim::relay::Node;
use crate::sim::scenario::Failure;
use crate::sim::scenario::play::{Portraits, play_steps};
use crate::sim::scenario::script::{Act, Script, Step, What};
use crate::store::Sample;

/// The community of a script as a file to look around in, before anybody leaves it.
pub fn sample(script: &Script, portraits: Portraits) -> Result<Sample, Failure> {
    let leaves = |step: &Step| matches!(step.what, What::Do(Act::Leave { .. }));
    let until = script.steps.iter().position(leaves).unwrap_or(script.steps.len());
    let player = play_steps(script, until, 0, portraits)?;
    let community = player.here().map_err(|problem| Failure { line: 1, problem })?;
    Ok(Sample::of(community, player.world.disk(Node(0))))
}
