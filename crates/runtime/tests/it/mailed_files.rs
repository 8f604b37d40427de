//! Files that go with a mail: the whole mail as a mail server is handed it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use baton_runtime::clock::Clock;
use baton_runtime::config::Mail;
use baton_runtime::{Ask, Config, Handle, Request, Time, WorkspaceKind};
use parking_lot::Mutex;
use serde_json::json;

use crate::world::{Kept, World, config};

const SENDS: &str = "workflow: quotes\ntitle: Quotes\nowner: procurement\nstart:\n  - form: Ask\n    who: everyone\n    gives: \
                     [quote, papers]\nroles:\n  asker: { is: starter }\nfields:\n  quote: { type: file, required: true }\n  \
                     papers: { type: files }\nsteps:\n  - send: The quote\n    to: asker\n    subject: Here it is\n    body: \
                     Please look.\n    attach: [quote]\n  - end: sent\noutcomes:\n  sent: { title: Sent }\n";

/// What a mail server on loopback was handed.
type Mails = Arc<Mutex<Vec<String>>>;

fn mail_server() -> (u16, Mails) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mails = Mails::default();
    let kept = Arc::clone(&mails);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.and_then(|stream| take(&stream, &kept));
        }
    });
    (port, mails)
}

fn take(stream: &TcpStream, mails: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut answer = stream.try_clone()?;
    let mut mail: Option<String> = None;
    answer.write_all(b"220 here\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let said: &[u8] = match (&mut mail, line.split(' ').next().unwrap_or_default()) {
            (Some(_), ".") => {
                mails.lock().extend(mail.take());
                b"250 kept\r\n"
            }
            (Some(mail), _) => {
                mail.push_str(&line);
                mail.push('\n');
                continue;
            }
            (None, "DATA") => {
                mail = Some(String::new());
                b"354 go on\r\n"
            }
            (None, "QUIT") => return answer.write_all(b"221 bye\r\n"),
            _ => b"250 fine\r\n",
        };
        answer.write_all(said)?;
    }
    Ok(())
}

fn mailing(world: &World, port: u16) -> Handle {
    let read = Arc::clone(&world.clock);
    let mail = Mail { smtp: format!("smtp://127.0.0.1:{port}"), password: None, from: "baton@example.com".to_owned() };
    let clock = Clock::reading(move || read.load(Ordering::Acquire));
    Handle::open(world.kept.place(), clock, Config { mail: Some(mail), ..config() }, Time::Stands).expect("a workspace")
}

#[test]
fn a_mail_has_the_files_that_go_with_it_by_their_names() {
    for kept in Kept::each() {
        let (port, mails) = mail_server();
        let mut world = World::of(kept, WorkspaceKind::Real);
        world.publish("quotes", SENDS).expect("published");
        world.handle.stop();
        world.handle = mailing(&world, port);
        let ana = world.person("ana");
        let quote = world.handle.upload(&ana, "Angebot März.txt", b"Three wheels, 120 EUR").expect("a file").id;
        let values = json!({ "quote": quote }).as_object().cloned().unwrap_or_default();
        world.ask(&ana, Ask::StartRun { workflow: "quotes".to_owned(), start: None, values }).expect("begun");
        assert_eq!(world.handle.send_mails(), Ok(1));
        let mails = mails.lock().clone();
        let [mail] = mails.as_slice() else { panic!("{mails:?}") };
        assert!(mail.contains("Please look."), "{mail}");
        assert!(mail.contains("multipart/mixed"), "{mail}");
        assert!(mail.contains("Content-Disposition: attachment"), "{mail}");
        // As RFC 2231 writes what is not ASCII.
        assert!(mail.contains("Angebot%20M%C3%A4rz.txt"), "{mail}");
        // The content as mails write bytes, whichever way lettre chose.
        let plain = mail.contains("Three wheels, 120 EUR") || mail.contains("VGhyZWUgd2hlZWxzLCAxMjAgRVVS");
        assert!(plain, "{mail}");
    }
}

#[test]
fn a_mail_that_waits_does_not_keep_what_somebody_who_is_erased_called_a_file() {
    for kept in Kept::each() {
        let (port, mails) = mail_server();
        let mut world = World::of(kept, WorkspaceKind::Real);
        world
            .publish(
                "quotes",
                &SENDS
                    .replace("to: asker", "to: boss")
                    .replace("starter }", "starter }\n  boss: { is: manager of asker }"),
            )
            .expect("published");
        let ana = world.person("ana");
        let quote = world.handle.upload(&ana, "ana-diaz.txt", b"Three wheels, 120 EUR").expect("a file").id;
        let values = json!({ "quote": quote }).as_object().cloned().unwrap_or_default();
        world.ask(&ana, Ask::StartRun { workflow: "quotes".to_owned(), start: None, values }).expect("begun");
        let ask = Ask::ErasePerson { person: "ana".to_owned(), reason: "They asked".to_owned(), keep_fields: true };
        let erase = Request { caller: world.person("root"), key: None, if_match: None, ask };
        world.handle.erase(erase).expect("erased");
        world.handle.stop();
        world.handle = mailing(&world, port);
        assert_eq!(world.handle.send_mails(), Ok(1));
        let mails = mails.lock().clone();
        let [mail] = mails.as_slice() else { panic!("{mails:?}") };
        assert!(mail.contains(&quote) && !mail.contains("ana-diaz"), "{mail}");
    }
}
