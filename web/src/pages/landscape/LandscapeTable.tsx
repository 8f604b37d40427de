import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Landscape, LandscapeLink, LandscapeNode } from '@/api/types';
import { Tag } from '@/ui/State';
import table from '@/ui/Table.module.css';
import classes from './Landscape.module.css';
import { hasPage, ledTo, linkWord, startWord } from './words';

/** All that the picture says, row by row; on a phone each row is a card. */
export function LandscapeTable({ drawn }: { drawn: Landscape }) {
  const { t } = useTranslation();
  const heads = ['workflow', 'owner', 'begins', 'from', 'to'] as const;
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <caption className={classes.caption}>{t('landscape.table')}</caption>
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{t(`landscape.${head}`)}</th>)}</tr></thead>
        <tbody>{drawn.workflows.map((node) => <Row key={node.id} node={node} drawn={drawn} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ node, drawn }: { node: LandscapeNode; drawn: Landscape }) {
  const { t } = useTranslation();
  const titled = (id: string) => drawn.workflows.find((known) => known.id === id)?.title ?? id;
  const wordsOf = (link: LandscapeLink, other: string) => (
    { key: `${link.kind} ${link.by} ${other}`, words: t(`landscape.link.${linkWord(link.kind, link.by)}`, { other: titled(other), by: link.by }) }
  );
  const events = drawn.events.filter((event) => event.starts.includes(node.id) || event.heard_by.includes(node.id));
  const from = [
    ...drawn.links.filter((link) => link.to === node.id).map((link) => wordsOf(link, link.from)),
    ...events.map((event) => ({ key: `event ${event.name}`, words: t('landscape.link.event', { other: event.name }) })),
  ];
  const { parts, others } = ledTo(drawn.links, node.id);
  const to = [
    ...(parts.length > 0 ? [{ key: 'parts', words: t('landscape.link.parts', { others: new Intl.ListFormat(undefined, { type: 'conjunction' }).format(parts.map(titled)) }) }] : []),
    ...others.map((link) => wordsOf(link, link.to)),
  ];
  const starts = [...new Set(node.starts)].map((start) => t(`landscape.start.${startWord(start)}`)).join(', ');
  return (
    <tr className={classes.row}>
      <th scope="row">
        {hasPage(node) ? <Link to="/workflows/$id" params={{ id: node.id }} className={table.link}>{node.title}</Link> : node.title}{' '}
        {node.kind === 'process' && <Tag tone="accent">{t('landscape.process')}</Tag>}
        {node.draft && <Tag tone="quiet">{t('landscape.draft')}</Tag>}
        {!hasPage(node) && <Tag tone="warn">{t('landscape.missing')}</Tag>}
      </th>
      <td data-head={t('landscape.owner')}>{node.owner?.title || node.owner?.handle || '–'}</td>
      <td data-head={t('landscape.begins')}>{starts || '–'}</td>
      <td data-head={t('landscape.from')}><Words items={from} /></td>
      <td data-head={t('landscape.to')}><Words items={to} /></td>
    </tr>
  );
}

function Words({ items }: { items: { key: string; words: string }[] }) {
  if (items.length === 0) return <>–</>;
  return <ul className={classes.words}>{items.map((item) => <li key={item.key}>{item.words}</li>)}</ul>;
}
