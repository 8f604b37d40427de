//! Runs that signed calls begin, and calls that come twice.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_runtime::{Ask, PageAsk, SignedCall};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;

use super::events::HEARD;
use super::{state, value};
use crate::world::{Kept, World};

/// The workflow with a webhook in place of its event, and the key of the secret that was made for it.
fn hooked(world: &World, key: &str) -> Vec<u8> {
    hooked_as(world, &HEARD.replace("event: order-placed", &format!("webhook: order-placed{key}")))
}

/// The same with another text.
fn hooked_as(world: &World, text: &str) -> Vec<u8> {
    world.publish("heard", text).expect("published");
    let made = world.handle.make_webhook_secrets(&world.person("ben"), "heard").expect("made");
    assert_eq!((made[0].name.as_str(), made[0].webhook.as_str()), ("heard_order_placed", "order-placed"));
    STANDARD.decode(made[0].value.trim_start_matches("whsec_")).expect("base64")
}

fn signed(key: &[u8], body: &str) -> SignedCall {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).expect("a key");
    mac.update(body.as_bytes());
    let signed = mac.finalize().into_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let body = body.as_bytes().to_vec();
    SignedCall { hub_signature: Some(format!("sha256={signed}")), body, ..SignedCall::default() }
}

/// The run that a call began or came to, and whether it began.
fn call(world: &World, call: &SignedCall) -> (String, bool) {
    let taken = world.handle.call_webhook("heard", "order-placed", call).expect("taken");
    (taken.run, taken.began)
}

/// The secret of the webhook as the list of all tells it: whether it is missing, and who uses it.
fn listed(world: &World) -> Vec<(String, bool, Vec<String>)> {
    let listed = world.handle.secrets(&world.person("root")).expect("listed");
    listed.into_iter().map(|one| (one.name, one.since.is_none(), one.used_by)).collect()
}

#[test]
fn a_secret_that_only_a_webhook_names_and_that_is_not_set_is_missing() {
    let world = World::new(Kept::in_memory());
    let of_heard = |missing| vec![("heard_order_placed".to_owned(), missing, vec!["heard".to_owned()])];
    world.publish("heard", &HEARD.replace("event: order-placed", "webhook: order-placed")).expect("published");
    assert_eq!(listed(&world), of_heard(true));
    world.handle.make_webhook_secrets(&world.person("ben"), "heard").expect("made");
    assert_eq!(listed(&world), of_heard(false));
}

#[test]
fn a_call_that_is_signed_with_the_secret_made_at_publishing_begins_a_run() {
    let world = World::new(Kept::in_memory());
    let key = hooked(&world, "");
    let (ben, ana) = (world.person("ben"), world.person("ana"));
    assert_eq!(world.handle.make_webhook_secrets(&ana, "heard").expect_err("no designer").code, "access.not_allowed");
    assert_eq!(world.handle.make_webhook_secrets(&ben, "heard").expect("looked"), []);
    let taken = call(&world, &signed(&key, r#"{ "order": "O-1", "total": 3 }"#));
    assert_eq!(taken, ("HEA-1".to_owned(), true));
    assert_eq!(value(&world, "HEA-1", "total"), json!(3));
}

#[test]
fn a_call_that_comes_again_gets_the_first_answer_whatever_became_of_the_run() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let key = hooked(&world, "\n    key: body.order");
        let begins = signed(&key, r#"{ "order": "O-1", "total": 3 }"#);
        let comes = signed(&key, r#"{ "order": "O-1", "total": 4 }"#);
        let (began, came) = (("HEA-1".to_owned(), true), ("HEA-1".to_owned(), false));
        assert_eq!((call(&world, &begins), call(&world, &comes)), (began.clone(), came.clone()));
        world.forward(1);
        assert_eq!((call(&world, &begins), call(&world, &comes)), (began.clone(), came.clone()), "while it goes on");
        let cancel = Ask::CancelRun {
            run: "HEA-1".to_owned(),
            reason: "Not wanted".to_owned(),
            how: baton_engine::CancelHow::Keep,
        };
        world.ask(&world.person("ben"), cancel).expect("cancelled");
        let world = world.open_again();
        assert_eq!((call(&world, &begins), call(&world, &comes)), (began, came), "after its end");
        assert_eq!(state(&world, "HEA-2"), None);
    }
}

/// Waits for a second call of its webhook, which is too much for it where its total is large.
const COUNTED: &str = r"
workflow: heard
title: Heard
owner: procurement
key: HEA
start:
  - webhook: order-placed
    key: body.order
    gives: { order: body.order, total: body.total }
fields:
  order: { type: text, required: true }
  total: { type: number }
steps:
  - wait: Changed
    event: order-placed
    gives: { total: 'count(for i in 1..body.total return [partial, partial])' }
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

#[test]
fn a_call_that_was_refused_keeps_no_later_call_from_its_run() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let key = hooked_as(&world, COUNTED);
        let came = ("HEA-1".to_owned(), false);
        call(&world, &signed(&key, r#"{ "order": "O-1", "total": 1 }"#));
        assert_eq!(call(&world, &signed(&key, r#"{ "order": "O-1", "total": 1000000 }"#)), came);
        let page = PageAsk { cursor: None, limit: 10 };
        let told = world.handle.exceptions(&world.person("ben"), &page).expect("a list").items;
        assert_eq!(told[0].code, "event.refused");
        assert_eq!(call(&world, &signed(&key, r#"{ "order": "O-1", "total": 3 }"#)), came);
        assert_eq!(value(&world, "HEA-1", "total"), json!(3));
    }
}
