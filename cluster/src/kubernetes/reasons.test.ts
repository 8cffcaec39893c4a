import { describe, expect, it } from '@jest/globals';
import { type Pod, reasons } from './reasons.ts';

const pod = (app: string, status: Partial<Pod['status']>): Pod => ({
  metadata: { name: `${app}-0`, labels: { 'app.kubernetes.io/name': app } },
  status: { phase: 'Pending', ...status },
});
const waiting = (name: string, reason: string, message?: string) => ({
  name,
  ready: false,
  state: { waiting: { reason, ...(message !== undefined && { message }) } },
});

describe('why the shop is not ready', () => {
  it('says which image a node does not have', () => {
    const pods = [
      pod('orders-svc', {
        initContainerStatuses: [waiting('migrate', 'ImagePullBackOff', 'no paidonce/orders:dev-1')],
      }),
    ];
    expect(reasons(['orders-svc'], pods)).toEqual(['orders-svc: migrate: ImagePullBackOff, no paidonce/orders:dev-1']);
  });

  it('says once what keeps several, and looks at the first container that is not done', () => {
    const migrating = { name: 'migrate', ready: false, state: { running: {} } };
    const later = waiting('orders', 'PodInitializing');
    const pods = ['orders-svc', 'users-svc'].map((app) =>
      pod(app, { initContainerStatuses: [migrating], containerStatuses: [later] }),
    );
    expect(reasons(['orders-svc', 'users-svc'], pods)).toEqual([
      'orders-svc, users-svc: migrate runs, and is not ready yet',
    ]);
  });

  it('says why no node takes a pod', () => {
    const message = '0/1 nodes are available: 1 Insufficient memory. preemption: none.';
    const pods = [pod('users-db', { conditions: [{ type: 'PodScheduled', status: 'False', message }] })];
    expect(reasons(['users-db'], pods)).toEqual([
      'users-db: no node takes it (0/1 nodes are available: 1 Insufficient memory)',
    ]);
  });

  it('knows that pods may not be there yet', () => {
    expect(reasons(['users-db'], [])).toEqual(['users-db: pods are coming or going']);
  });
});
