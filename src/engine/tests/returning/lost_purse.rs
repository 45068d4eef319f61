//! The purse of somebody who came back by the word of the others (PEO-7): what it could draw on before is lost.

use std::collections::BTreeMap;

use super::*;
use crate::message::economy::Purse;

#[test]
fn peo_7_a_purse_that_was_vouched_over_has_no_credit_until_it_is_decided_anew() {
    let mut scene = Scene::of_five(86);
    let base: crate::money::Commodity = "EUR".parse().expect("known");
    let open = EconomyAct::OpenBooks { base: base.clone() };
    scene.economy(ANA, &open).expect("she founded it");
    scene.until(|scene| scene.is_level(&ALL));
    let ben = scene.brings_back();
    let to = scene.who(ANA);
    let (money, what) = ("3.00 credit".parse().expect("an amount"), "Bread".to_owned());
    let date = "2026-03-02".parse().expect("a day");
    let paid = EconomyAct::PayCredit { to, money, what, date };
    let lost = EconomyFault::LostWithThePurse;
    let refused = Err(Refusal::Economy { fault: Letter::new(&lost) });
    assert_eq!(scene.economy(PHONE, &paid), refused);
    assert_eq!(scene.books_at(PHONE).credit_purse, Purse::Lost);
    assert_eq!(scene.books_at(EVE).credit_purse, Purse::Here);
    // Others pay as ever.
    assert_eq!(scene.economy(EVE, &paid), Ok(Outcome::Nothing));
    // Signed all the same, it moves nothing.
    let EconomyAct::PayCredit { to, money, what, date } = paid.clone() else { panic!("a payment") };
    let at = scene.now();
    scene.of(PHONE, |community, core| {
        let charter = community.heads_of(&DocumentId::Charter);
        let body = EntryBody::CreditPaid { to, money, what, date };
        let json = Entry { at, charter, body }.to_json();
        let ledger = DocumentId::Ledger { part: 0 };
        let open = community.open_mut(&ledger).expect("the books are open");
        let written = open.replica.put_fact(CommandId([77; 16]), &json, at);
        community.written(core, ledger, written.expect("short").expect("new"));
    });
    scene.world.input(PHONE, Input::Woken);
    scene.world.run_ms(5_000);
    assert_eq!(scene.credit_at(ANA, ben), (0, vec!["lost-with-the-purse".to_owned()]));
    // Terms that are put from now on know of the return.
    scene.decides(&AFTERWARDS, &MoneyEffect::SetTerms(EconomyTerms::new(base)));
    assert_eq!(scene.books_at(PHONE).credit_purse, Purse::Here);
    assert_eq!(scene.economy(PHONE, &paid), Ok(Outcome::Nothing));
    scene.world.run_ms(60_000);
    assert_eq!(scene.credit_at(ANA, ben), (-300, vec!["lost-with-the-purse".to_owned()]));
}

#[test]
fn peo_7_a_purse_that_was_vouched_over_spends_no_right_until_it_is_decided_anew() {
    let mut scene = Scene::of_five(87);
    let base: crate::money::Commodity = "EUR".parse().expect("known");
    scene.economy(ANA, &EconomyAct::OpenBooks { base }).expect("she founded it");
    scene.until(|scene| scene.is_level(&ALL));
    let (ana, ben) = (scene.who(ANA), scene.who(BEN));
    let money = |text: &str| text.parse::<crate::money::Money>().expect("an amount");
    let account: Account = "expenses:printing".parse().expect("an account");
    let rights = MoneyEffect::GrantBudget {
        name: "Printing".to_owned(),
        account: account.clone(),
        rights: vec![(ben, money("50.00 EUR"))],
    };
    let before = scene.decides(&ALL, &rights);
    scene.brings_back();
    let claims = |budget| {
        EconomyAct::ClaimExpense(Expense {
            date: "2026-03-02".parse().expect("a day"),
            what: "Proofs".to_owned(),
            money: money("5.00 EUR"),
            exchange: None,
            charge: Charge::Expense(account.clone()),
            budget: Some(budget),
            payee: ben,
            receipt: None,
            again: None,
        })
    };
    let hands_on = |budget| EconomyAct::HandOnRight { budget, to: ana, money: money("5.00 EUR") };
    let lost = Letter::new(&EconomyFault::LostWithThePurse);
    let refused = Err(Refusal::Economy { fault: lost });
    assert_eq!(scene.economy(PHONE, &claims(before)), refused);
    assert_eq!(scene.economy(PHONE, &hands_on(before)), refused);
    let anew = scene.decides(&AFTERWARDS, &rights);
    let told = scene.books_at(PHONE).budgets.into_iter().map(|one| (one.id, one.purse));
    let told: BTreeMap<MotionId, Purse> = told.collect();
    assert_eq!(told, [(before, Purse::Lost), (anew, Purse::Here)].into_iter().collect());
    assert_eq!(scene.economy(PHONE, &claims(anew)), Ok(Outcome::Nothing));
    assert_eq!(scene.economy(PHONE, &hands_on(anew)), Ok(Outcome::Nothing));
    assert_eq!(scene.economy(PHONE, &claims(before)), refused);
}
