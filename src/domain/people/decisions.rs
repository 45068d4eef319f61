//! Whether a decision that somebody wrote into the charter proves itself (DEC-7): by the electorate
//! of the charter that its motion names, and by the acceptances of enough of these electors.

use crate::ordered::{Map, Set};

use crate::domain::fact::Decision;
use crate::domain::motion::finality::{is_enough, value_digest};
use crate::domain::motion::terms::{self, Polity};
use crate::domain::motion::{Digest, Seen};
use crate::id::{DeviceKey, MemberId, Signature};
use crate::limits::CUT_CHANGES_MAX;
use crate::message::motion::MotionFault;

/// Judges a decision by the charter as its motion names it.
pub fn judge(
    decision: &Decision,
    polity: &Polity,
    accepts: &dyn Fn(&DeviceKey, &[u8; 32], &Signature) -> bool,
    digest: Digest,
) -> Result<(), MotionFault> {
    let terms = &decision.terms;
    terms::judge_sealed(terms, polity)?;
    let value = (decision.motion, decision.version, decision.seal);
    let cut = Seen { changes: decision.cut.clone(), posts_until: decision.posts_until };
    let digest = value_digest(value, terms, &decision.tally, (&decision.ballots, &cut), digest);
    if decision.cut.len() > terms.electorate.len() * CUT_CHANGES_MAX {
        return Err(MotionFault::AcceptanceFalse);
    }
    let purses = polity.purses.iter().filter_map(|(member, purse)| Some((purse.as_ref()?, member)));
    let purses: Map<&DeviceKey, &MemberId> = purses.collect();
    let mut accepted: Set<MemberId> = Set::new();
    for (device, signature) in &decision.acceptances {
        let Some(member) = purses.get(&device).copied() else { continue };
        let is_elector = terms.electorate.binary_search(member).is_ok();
        if is_elector && accepts(device, &digest, signature) {
            accepted.insert(*member);
        }
    }
    if is_enough(terms, accepted.len()) { Ok(()) } else { Err(MotionFault::AcceptanceFalse) }
}
