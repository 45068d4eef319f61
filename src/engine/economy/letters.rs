//! What devices sign when communities trade (ECO-13): the words of a transfer, or of the answer to it. Tags
//! keep them apart from everything else that a device signs.

use crate::id::{DeviceKey, Signature};
use crate::message::economy::trade::{Transfer, Verdict, Way};
use crate::sign;

/// Its maker says what moved.
const TRANSFER_TAG: &str = "phyle/1/transfer";
/// The other side's trader books it.
const ACCEPTED_TAG: &str = "phyle/1/transfer-accepted";
/// The other side's trader never will.
const DECLINED_TAG: &str = "phyle/1/transfer-declined";

/// The bytes that are signed: by the maker of a transfer without a verdict, by the other side with one.
pub fn message(transfer: &Transfer, verdict: Option<Verdict>) -> Vec<u8> {
    let tag = match verdict {
        None => TRANSFER_TAG,
        Some(Verdict::Accepted) => ACCEPTED_TAG,
        Some(Verdict::Declined) => DECLINED_TAG,
    };
    let Transfer { id, from, to, key, way, money, what, date } = transfer;
    let way = match way {
        Way::Gave => "gave",
        Way::Got => "got",
    };
    let parts: [&[u8]; 8] = [
        from.as_bytes(),
        to.as_bytes(),
        id.as_bytes(),
        key.as_bytes(),
        way.as_bytes(),
        &money.to_string().into_bytes(),
        &date.to_string().into_bytes(),
        what.as_bytes(),
    ];
    sign::message(tag, &parts)
}

/// Whether a key signed a transfer, or the answer to one.
pub fn verify(
    key: &DeviceKey,
    transfer: &Transfer,
    verdict: Option<Verdict>,
    signature: &Signature,
) -> bool {
    sign::verify(key, &message(transfer, verdict), signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CommandId, CommunityId};
    use crate::sign::SoftwareKey;

    #[test]
    fn eco_13_a_signature_is_of_every_word_and_of_one_purpose() {
        let own = SoftwareKey::from_seed(&[1; 32]);
        let transfer = Transfer {
            id: CommandId([5; 16]),
            from: CommunityId([1; 32]),
            to: CommunityId([2; 32]),
            key: own.public(),
            way: Way::Gave,
            money: "40.00 EUR".parse().expect("an amount"),
            what: "Beans".to_owned(),
            date: "2026-03-12".parse().expect("a day"),
        };
        let signature = own.sign(&message(&transfer, None));
        assert!(verify(&own.public(), &transfer, None, &signature));
        for verdict in [Verdict::Accepted, Verdict::Declined] {
            assert!(!verify(&own.public(), &transfer, Some(verdict), &signature));
        }
        let bends: [fn(&mut Transfer); 8] = [
            |one| one.id = CommandId([6; 16]),
            |one| one.from = CommunityId([3; 32]),
            |one| one.to = CommunityId([3; 32]),
            |one| one.key = DeviceKey([3; 32]),
            |one| one.way = Way::Got,
            |one| one.money.units += 1,
            |one| one.what.push('s'),
            |one| one.date = one.date.plus_days(1),
        ];
        for bend in bends {
            let mut bent = transfer.clone();
            bend(&mut bent);
            assert!(!verify(&own.public(), &bent, None, &signature), "{bent:?}");
        }
    }
}
