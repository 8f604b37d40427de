//! The first entries of a workspace: what it is, how it is called, and its key.

use baton_store::checkpoint::Signer;
use baton_store::seal::Sealer;
use baton_store::workspace::{WorkspaceCreated, WorkspaceKind};
use baton_store::{ActorKind, NewEntry, Store, StoreError, Stream};
use uuid::Uuid;

use crate::Caller;
use crate::access::AccessEvent;
use crate::body::Body;

/// What a new workspace is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// What it is for. It never changes.
    pub kind: WorkspaceKind,
    /// What people call it.
    pub name: String,
    /// The IANA name of its time zone.
    pub zone: String,
    /// When it begins, in microseconds since 1970.
    pub at_us: i64,
}

impl Founding {
    /// Founds the workspace, unless there is one; whether it did.
    pub fn found(&self, store: &dyn Store) -> Result<bool, StoreError> {
        if store.reader()?.workspace()?.is_some() {
            return Ok(false);
        }
        let workspace = Uuid::new_v4();
        let keys = store.keys();
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| StoreError::Io(error.to_string()))?;
        keys.put_signing_key(&seed)?;
        let public_key = Signer::new(workspace, &seed).public_key();
        let created = WorkspaceCreated { workspace, kind: self.kind, public_key }.to_event();
        let named = AccessEvent::WorkspaceNamed { v: 1, name: self.name.clone(), zone: self.zone.clone() };
        let named = serde_json::to_value(named).map_err(|error| StoreError::Io(error.to_string()))?;
        let mut body = Body::new("founding", &Caller::system(), &[created, named])?;
        let body = body.seal(&Sealer::new(keys), None)?;
        let mut writer = store.writer()?;
        writer.transaction(&mut |tx| {
            tx.found_workspace(workspace)?;
            let (stream, actor_kind) = (Stream::ACCESS, ActorKind::System);
            tx.append(&NewEntry {
                stream,
                expect_seq: 0,
                time_us: self.at_us,
                actor_kind,
                actor_id: 0,
                body: body.clone(),
            })?;
            Ok(())
        })?;
        Ok(true)
    }
}
