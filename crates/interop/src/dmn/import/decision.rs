//! Decisions and services as files: what they take, what they use, how they decide.

use super::file::File;
use super::kind::{self, Keys, field};
use super::parts::Role;
use super::{ImportedFile, Importer, boxed};
use crate::dmn::tree::{Aggregation, Decision, DecisionTable, Form, HitPolicy, Knowledge, Output, Service};
use std::collections::HashSet;

impl<'a> Importer<'a> {
    /// Writes a file for each decision and service.
    pub(super) fn all(&mut self) {
        for at in 0..self.parts.len() {
            let (id, name) = (self.parts[at].id.clone(), self.parts[at].name.to_owned());
            let written = match self.parts[at].role {
                Role::Decision(decision) => self.decision(at, decision).map_err(|why| (why, decision.line)),
                Role::Service(service) => self.service(at, service).map_err(|why| (why, service.line)),
                Role::Input(_) | Role::Knowledge(_) => continue,
            };
            match written {
                Ok(text) => self.imported.files.push(ImportedFile { id, name, text }),
                Err((why, line)) => self.left_out(&format!("the decision `{name}`"), &why, line),
            }
        }
        for tree in self.files {
            for item in tree.types.iter().filter(|item| kind::says_more(item)) {
                let what = format!("the limits of the type `{}`", item.name);
                self.left_out(&what, "a field has no such limits; what goes over them is not refused", item.line);
            }
        }
    }

    /// The part a reference in a file points to.
    fn find(&self, file: usize, href: &str) -> Option<usize> {
        let (namespace, id) = href.rsplit_once('#').unwrap_or(("", href));
        let own = &self.files[file].namespace;
        let file = if namespace.is_empty() || namespace == own {
            Some(file)
        } else {
            self.files.iter().position(|other| other.namespace == namespace)
        };
        self.parts.iter().position(|part| Some(part.file) == file && part.dmn_id == id)
    }

    fn needs(&self, at: usize) -> Vec<usize> {
        let part = &self.parts[at];
        let hrefs: Vec<&String> = match part.role {
            Role::Decision(decision) => decision.needs.iter().collect(),
            Role::Service(service) => service.outputs.iter().collect(),
            Role::Input(_) | Role::Knowledge(_) => Vec::new(),
        };
        hrefs.into_iter().filter_map(|href| self.find(part.file, href)).collect()
    }

    /// All inputs that a part needs, also over others.
    fn inputs(&self, at: usize) -> Vec<(String, Keys)> {
        let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![at]);
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            if matches!(self.parts[next].role, Role::Input(_)) {
                found.push(next);
            }
            open.extend(self.needs(next));
        }
        found.sort_unstable();
        found.into_iter().map(|part| (self.parts[part].name.to_owned(), self.kind_of(part))).collect()
    }

    /// The field of a part's value.
    fn kind_of(&self, at: usize) -> Keys {
        let part = &self.parts[at];
        let name = match part.role {
            Role::Input(input) => input.variable.type_ref.as_deref(),
            Role::Decision(decision) => {
                let logic = decision.logic.as_ref().and_then(|logic| logic.type_ref.as_deref());
                decision.variable.type_ref.as_deref().or(logic)
            }
            Role::Knowledge(_) | Role::Service(_) => None,
        };
        field(self.files, part.file, name)
    }

    fn uses(&self, at: usize) -> Vec<(String, String, Option<Keys>)> {
        let used = self.needs(at).into_iter().filter(|need| matches!(self.parts[*need].role, Role::Decision(_)));
        let one = |need: usize| {
            let kind = self.kind_of(need);
            let is_known = kind.iter().any(|(key, _)| *key == "of");
            (self.parts[need].name.to_owned(), self.parts[need].id.clone(), is_known.then_some(kind))
        };
        used.map(one).collect()
    }

    /// The file of a decision. A table that gives null where no rule fits says so, because tables here must say it.
    fn decision(&mut self, at: usize, decision: &'a Decision) -> Result<String, String> {
        let text = self.written(at, decision, false)?;
        let found = baton_model::read(&text).faults;
        if found.iter().any(|fault| fault.code == "feel.external") {
            return Err("it has a function that is not written in FEEL".to_owned());
        }
        let Some(gap) = found.iter().find(|fault| fault.code == "check.table_gap") else { return Ok(text) };
        let what = format!("the table of `{}`", decision.name);
        self.left_out(&what, &format!("{}; there it gives null, as in the model", gap.message), decision.line);
        self.written(at, decision, true)
    }

    fn written(&self, at: usize, decision: &'a Decision, gap: bool) -> Result<String, String> {
        let logic = decision.logic.as_ref().ok_or("it has no logic; give its value as an input")?;
        let mut file = File::default();
        file.head(&self.parts[at].id, &decision.name, &decision.about, self.owner);
        file.fields("inputs", &self.inputs(at));
        let name = self.parts[at].name.to_owned();
        let kind = self.kind_of(at);
        match &logic.form {
            Form::Table(table) => {
                file.fields("outputs", &self.outputs(at, &name, table, &kind));
                file.uses(&self.uses(at));
                self.functions(at, decision, &mut file)?;
                self.table(at, table, gap, &mut file);
            }
            _ => {
                let value = self.own_names(at, boxed::feel(logic)?);
                file.fields("outputs", &[(name, kind)]);
                file.uses(&self.uses(at));
                self.functions(at, decision, &mut file)?;
                file.expression(0, "value", &value);
            }
        }
        Ok(file.finish())
    }

    /// What a table gives: of several outputs each has its own type, of one the decision's.
    fn outputs(&self, at: usize, name: &str, table: &DecisionTable, kind: &Keys) -> Vec<(String, Keys)> {
        let file = self.parts[at].file;
        let is_list = matches!(table.hit, HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(None));
        let of = |output: &Output| {
            let own = field(self.files, file, output.type_ref.as_deref());
            match output.allowed.as_deref().and_then(kind::options) {
                Some(options) => vec![("type", "choice".to_owned()), ("options", super::page::list(&options))],
                None if own[0].1 == "any" && table.outputs.len() == 1 && !is_list => kind.clone(),
                None => own,
            }
        };
        let named = |output: &Output| match &output.name {
            Some(own) if !own.is_empty() => own.clone(),
            _ => name.to_owned(),
        };
        table.outputs.iter().map(|output| (named(output), of(output))).collect()
    }

    fn table(&self, at: usize, table: &DecisionTable, gap: bool, file: &mut File) {
        let own = |text: &str| self.own_names(at, text.to_owned());
        let (hit, aggregate) = match table.hit {
            HitPolicy::Unique => ("unique", None),
            HitPolicy::Any => ("any", None),
            HitPolicy::Priority => ("priority", None),
            HitPolicy::First => ("first", None),
            HitPolicy::RuleOrder => ("rule-order", None),
            HitPolicy::OutputOrder => ("output-order", None),
            HitPolicy::Collect(aggregation) => ("collect", aggregation),
        };
        let aggregate = aggregate.map(|aggregation| match aggregation {
            Aggregation::Sum => "sum",
            Aggregation::Min => "min",
            Aggregation::Max => "max",
            Aggregation::Count => "count",
        });
        let inputs: Vec<String> = table.inputs.iter().map(|input| own(&input.text)).collect();
        file.table(hit, aggregate, &inputs);
        let cell = |empty: &str, text: &str| if text.is_empty() { empty.to_owned() } else { own(text) };
        for rule in &table.rules {
            let when: Vec<String> = rule.tests.iter().map(|(text, _)| cell("-", text)).collect();
            let gives: Vec<String> = rule.values.iter().map(|(text, _)| cell("null", text)).collect();
            file.rule(&when, &gives, &rule.about.join("; "));
        }
        if gap || table.outputs.iter().any(|output| output.default.is_some()) {
            let default =
                table.outputs.iter().map(|output| cell("null", output.default.as_deref().unwrap_or_default()));
            file.otherwise(&default.collect::<Vec<_>>());
        }
    }

    /// The knowledge models that a decision calls, also over others, each after those it calls.
    fn functions(&self, at: usize, decision: &'a Decision, file: &mut File) -> Result<(), String> {
        let (mut order, mut open) = (Vec::new(), Vec::new());
        for href in &decision.knows {
            if let Some(part) = self.find(self.parts[at].file, href) {
                self.knowledge_order(part, &mut order, &mut open)?;
            }
        }
        for (number, (part, knowledge)) in order.into_iter().enumerate() {
            let function = knowledge.function.as_ref().ok_or(format!("`{}` has no logic", self.parts[part].name))?;
            if let Some(kind) = &function.foreign {
                return Err(format!("it calls `{}`, which is written in {kind}", self.parts[part].name));
            }
            let body = function.body.as_ref().ok_or(format!("`{}` has no logic", self.parts[part].name))?;
            let value = self.own_names(part, boxed::feel(body)?);
            let input = |parameter: &crate::dmn::tree::Variable| {
                let kind = field(self.files, self.parts[part].file, parameter.type_ref.as_deref());
                (parameter.name.clone(), kind)
            };
            let inputs: Vec<(String, Keys)> = function.parameters.iter().map(input).collect();
            file.function(number == 0, self.parts[part].name, &inputs, &value);
        }
        Ok(())
    }

    fn knowledge_order(
        &self,
        part: usize,
        order: &mut Vec<(usize, &'a Knowledge)>,
        open: &mut Vec<usize>,
    ) -> Result<(), String> {
        let name = self.parts[part].name;
        let Role::Knowledge(knowledge) = self.parts[part].role else {
            return Err(format!("it calls the decision service `{name}`; use the decisions of the service instead"));
        };
        if order.iter().any(|(known, _)| *known == part) {
            return Ok(());
        }
        match open.iter().position(|known| *known == part) {
            Some(at) if at + 1 == open.len() => return Ok(()),
            Some(_) => return Err(format!("it calls `{name}`, which calls itself over others")),
            None => {}
        }
        open.push(part);
        for href in &knowledge.knows {
            if let Some(needed) = self.find(self.parts[part].file, href) {
                self.knowledge_order(needed, order, open)?;
            }
        }
        open.pop();
        order.push((part, knowledge));
        Ok(())
    }

    fn service(&mut self, at: usize, service: &'a Service) -> Result<String, String> {
        if service.outputs.is_empty() {
            return Err("the service gives nothing".to_owned());
        }
        let mut file = File::default();
        file.head(&self.parts[at].id, self.parts[at].name, &service.about, self.owner);
        let given = service.input_decisions.iter().filter_map(|href| self.find(self.parts[at].file, href));
        let given: Vec<(String, Keys)> =
            given.map(|part| (self.parts[part].name.to_owned(), self.kind_of(part))).collect();
        let mut inputs = self.inputs(at);
        inputs.retain(|(name, _)| given.iter().all(|(known, _)| known != name));
        inputs.extend(given);
        file.fields("inputs", &inputs);
        file.uses(&self.uses(at));
        file.service();
        Ok(file.finish())
    }

    /// The text with names of imports as they stand here: `the import.a name` is `a name`.
    fn own_names(&self, at: usize, feel: String) -> String {
        let imports = self.files[self.parts[at].file].imports.iter().filter(|import| !import.name.is_empty());
        imports.fold(feel, |feel, import| {
            let of_import = self.parts.iter().filter(|part| self.files[part.file].namespace == import.namespace);
            of_import.fold(feel, |feel, part| feel.replace(&format!("{}.{}", import.name, part.name), part.name))
        })
    }
}
