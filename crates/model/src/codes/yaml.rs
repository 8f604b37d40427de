//! What can be wrong with the text itself.

super::rules! { LIST:
    Error YAML_EMPTY "yaml.empty",
        "the text is empty",
        "begin with `workflow:` and an id",
        "An empty file.";
    Error YAML_TOO_LARGE "yaml.too_large",
        "the text is longer than {bytes} bytes",
        "divide it into several workflows",
        "A file of two megabytes.";
    Error YAML_TOO_MANY_VALUES "yaml.too_many_values",
        "the text holds more than {values} values, counting what anchors repeat",
        "repeat less with anchors",
        "Anchors that repeat anchors that repeat anchors.";
    Error YAML_TOO_DEEP "yaml.too_deep",
        "lists and maps are nested too deep here",
        "move the inner steps into a path of their own",
        "A hundred lists, one inside the other.";
    Error YAML_SYNTAX "yaml.syntax",
        "this cannot be read: {detail}",
        "look at the indentation and the quotes on this line and the line before",
        "who: [clerk";
    Error YAML_INDENTATION "yaml.indentation",
        "this is indented differently from what it belongs to",
        "begin it exactly below the other keys or items of its list",
        "  - task: Look\n   who: clerk";
    Error YAML_TAB "yaml.tab",
        "a tab stands where only spaces may",
        "indent with two spaces for each level",
        "\tsteps: []";
    Error YAML_QUOTE_BEGINS_TEXT "yaml.quote_begins_text",
        "a text that begins with a quote ends where the quote closes, and more follows: {text}",
        "put the whole text in the other kind of quotes: 'say \"yes\" or \"no\"'",
        "title: \"Yes\" or no";
    Error YAML_BRACKET_BEGINS_TEXT "yaml.bracket_begins_text",
        "a text that begins with `{character}` is read as a list or map: {text}",
        "put the whole text in double quotes",
        "title: [Draft] Purchase";
    Error YAML_UNCLOSED "yaml.unclosed",
        "`{character}` is opened here and not closed: {text}",
        "close it, or put the whole text in quotes",
        "title: \"Purchase";
    Error YAML_COLON_IN_TEXT "yaml.colon_in_text",
        "`: ` inside a text makes it a key: {text}",
        "put the text in double quotes",
        "- task: Check: the budget";
    Warning YAML_HASH_IN_TEXT "yaml.hash_in_text",
        "` #` begins a comment, so the text ends before it: {lost}",
        "put the text in quotes; if it is a comment, write a space after the `#`",
        "title: Order #4";
    Error YAML_RESERVED_CHARACTER "yaml.reserved_character",
        "a text cannot begin with `{character}` without quotes: {text}",
        "put the text in double quotes",
        "title: @home";
    Error YAML_ALIAS "yaml.alias",
        "this stands for an anchor that is not defined before it: {name}",
        "if it is a text, put it in double quotes",
        "title: *important*";
    Error YAML_TAG "yaml.tag",
        "a value cannot begin with `!` here",
        "put the text in double quotes",
        "title: !important";
    Error YAML_SEVERAL_DOCUMENTS "yaml.several_documents",
        "a file holds one workflow, and another begins here",
        "write each into a file of its own",
        "workflow: a\n---\nworkflow: b";
    Error YAML_KEY_NOT_TEXT "yaml.key_not_text",
        "a key must be a text",
        "if this is a text with `{FEEL}`, put it in double quotes",
        "? [a, b]\n: 1";
    Error YAML_SAME_KEY_TWICE "yaml.same_key_twice",
        "`{key}` stands here and on line {line}",
        "keep one of the two",
        "who: clerk\nwho: buyer";
    Error YAML_COMMA_SPLITS "yaml.comma_splits",
        "a comma inside { } or [ ] splits the value: {text}",
        "an expression with a comma needs quotes inside { } and [ ]",
        "{ when: min(a, b) <= 2 }";
}
