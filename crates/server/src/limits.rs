//! All limits of what is asked over HTTP, each with its unit last.

use std::time::Duration;

/// The most bytes of a body, files apart.
pub const BODY_BYTES_MAX: usize = 2 << 20;
/// The most bytes of a body that somebody sends who is not known.
pub const SHORT_BODY_BYTES_MAX: usize = 256 << 10;
/// How many values such a body may hold.
pub const SHORT_BODY_VALUES_MAX: usize = 10_000;
/// How many addresses and workflows are remembered for how often strangers ask.
pub const STRANGERS_MAX: usize = 10_000;
/// The most bytes that a form may have around the file in it.
pub const FORM_BYTES_MAX: u64 = 1 << 20;
/// How much of an upload is gathered before it is handed on.
pub const UPLOAD_PIECE_BYTES: usize = 256 << 10;
/// How many runs are moved with one publishing; more are moved by themselves.
pub const MOVES_MAX: usize = 1000;
/// How many requests are answered at once; more are told to come again.
pub const REQUESTS_AT_ONCE_MAX: usize = 1024;
/// How many connections one address has open at once; more are closed. Behind a proxy this is the proxy's to limit.
pub const CONNECTIONS_A_PEER_MAX: usize = 512;
/// How many requests an HTTP/2 connection carries at once.
pub const STREAMS_A_CONNECTION_MAX: u32 = 100;
/// How often an HTTP/2 peer is asked whether it is there.
pub const ALIVE_ASKED_EVERY: Duration = Duration::from_secs(30);
/// Within which time it must answer that.
pub const ALIVE_ANSWER_MAX: Duration = Duration::from_secs(20);
/// How many connections are open at once; more wait to be accepted.
pub const CONNECTIONS_MAX: usize = 4096;
/// How many live streams one person has open.
pub const STREAMS_A_PERSON_MAX: usize = 20;
/// How many live events wait for one slow reader before it is told to read anew.
pub const STREAM_EVENTS_WAITING_MAX: usize = 256;
/// How long a request may take, files and live streams apart.
pub const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);
/// How long an upload may take.
pub const UPLOAD_TIME_MAX: Duration = Duration::from_mins(10);
/// How long the head of a request may take to arrive.
pub const HEAD_TIME_MAX: Duration = Duration::from_secs(10);
/// How long open requests may take once the server is stopping.
pub const STOP_TIME_MAX: Duration = Duration::from_secs(10);
/// How often a silent live stream says that it is there.
pub const STREAM_KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How often a live stream looks whether its reader may still read.
pub const STREAM_CHECK: Duration = Duration::from_millis(500);
/// How many things a page holds when nothing is said.
pub const PAGE_ITEMS: u32 = 50;
/// The most things a page holds.
pub const PAGE_ITEMS_MAX: u32 = 200;
/// How many fields a list of runs is filtered by at once.
pub const FIELD_FILTERS_MAX: usize = 8;
/// The fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The most characters of a password.
pub const PASSWORD_CHARS_MAX: usize = 200;
/// How many accounts and addresses are remembered for wrong passwords.
pub const GUESSERS_MAX: usize = 10_000;
/// How many requests are worked on by threads at once; more would only take the few processors from each other. The others wait.
pub const THREADS_AT_ONCE_MAX: usize = 8;
/// How many passwords are checked at once; each takes 32 MiB of memory for a moment.
pub const PASSWORDS_AT_ONCE_MAX: usize = 4;
/// How many commands are on their way through the writer at once: what it commits together, so that the last of them is done
/// soon. The others wait before they are taken.
pub const COMMANDS_AT_ONCE_MAX: usize = 128;
/// How many more wait for such a place; while so many do, the next is refused at the door, before it costs anything.
pub const COMMANDS_WAITING_MAX: usize = 128;
/// How long a command, or a large body, waits to be taken before it is told to come again.
pub const TAKEN_WITHIN_MAX: Duration = Duration::from_millis(400);
/// The bytes of a body that need no room of their own: an ordinary form comes through whatever else arrives.
pub const BODY_BYTES_FREE: usize = 16 << 10;
/// How many bytes of larger bodies are in memory at once. What a body says takes a multiple of it.
pub const BODIES_BYTES_MAX: usize = 16 << 20;
/// How many topics a worker asks for at once.
pub const TOPICS_A_TAKE_MAX: usize = 50;
/// How many jobs a worker takes at once.
pub const JOBS_A_TAKE_MAX: u32 = 50;
/// How long a worker waits for a job, in seconds: less than a request may take.
pub const JOBS_WAIT_S_MAX: u32 = 20;
/// How often it is looked for one meanwhile, beside when one is queued.
pub const JOBS_LOOKED_EVERY: Duration = Duration::from_secs(2);
/// How many bytes of a body are read and thrown away when the answer does not need them; after that the connection is closed.
pub const LEFTOVER_BYTES_MAX: usize = 4 << 20;
/// How long that goes on.
pub const LEFTOVER_TIME_MAX: Duration = Duration::from_secs(5);
/// How many values a JSON body may hold: each takes some 100 bytes of memory, however short it is written.
pub const BODY_VALUES_MAX: usize = 100_000;
