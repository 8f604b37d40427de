import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, type ComponentProps } from 'react';
import { Stepper } from './Stepper';

const ProcessDiagram = lazy(() => import('./ProcessDiagram').then((module) => ({ default: module.ProcessDiagram })));
const FlowDiagram = lazy(() => import('./FlowDiagram').then((module) => ({ default: module.FlowDiagram })));

/** The workflow as a picture where there is room, as a list on a phone. A process has both. */
export function Diagram(props: ComponentProps<typeof Stepper>) {
  const phone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768, { getInitialValueInEffect: false });
  if (props.outline.parts.length > 0) {
    return <Suspense fallback={<Skeleton height={420} radius="md" />}><ProcessDiagram outline={props.outline} label={props.label} /></Suspense>;
  }
  if (phone) return <Stepper {...props} />;
  return <Suspense fallback={<Skeleton height={420} radius="md" />}><FlowDiagram {...props} /></Suspense>;
}
