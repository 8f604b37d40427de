import { Fragment, type ReactNode } from 'react';
import { parseMarkdown, type BlockNode, type Inline } from './parseMarkdown';
import classes from './Markdown.module.css';

/** A designer's text. Headings become h3 and below: the page has its own h1 and h2. */
export function Markdown({ text }: { text: string }) {
  return <div className={classes.root}>{parseMarkdown(text).map((node, index) => <Fragment key={index}>{block(node)}</Fragment>)}</div>;
}

function block(node: BlockNode): ReactNode {
  switch (node.kind) {
    case 'heading':
      return node.level <= 2 ? <h3>{inlines(node.items)}</h3> : <h4>{inlines(node.items)}</h4>;
    case 'quote':
      return <blockquote>{inlines(node.items)}</blockquote>;
    case 'code':
      return <pre tabIndex={0}><code>{node.text}</code></pre>;
    case 'list': {
      const entries = node.entries.map((entry, index) => <li key={index}>{inlines(entry)}</li>);
      return node.ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>;
    }
    default:
      return <p>{inlines(node.items)}</p>;
  }
}

function inlines(items: Inline[]): ReactNode {
  return items.map((item, index) => <Fragment key={index}>{inline(item)}</Fragment>);
}

function inline(item: Inline): ReactNode {
  switch (item.kind) {
    case 'text':
      return item.text;
    case 'code':
      return <code>{item.text}</code>;
    case 'strong':
      return <strong>{inlines(item.items)}</strong>;
    case 'em':
      return <em>{inlines(item.items)}</em>;
    case 'link':
      return <a href={item.href} rel="noreferrer noopener" target={item.href.startsWith('http') ? '_blank' : undefined}>{inlines(item.items)}</a>;
    default:
      return <br />;
  }
}
