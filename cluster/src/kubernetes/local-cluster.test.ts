import { expect, it } from '@jest/globals';
import { localCluster } from './local-cluster.ts';

it.each([
  ['minikube', 'minikube --profile minikube image load {image}'],
  ['kind-shop', 'kind load docker-image {image} --name shop'],
  ['k3d-shop', 'k3d image import {image} --cluster shop'],
  ['docker-desktop', undefined],
  ['orbstack', undefined],
])('the context %s is a cluster of this machine, whose nodes get an image by %s', (context, loadCommand) => {
  const cluster = localCluster(context);
  expect(cluster).toBeDefined();
  expect(cluster?.loadCommand).toBe(loadCommand);
});

it.each(['eks-production', 'gke_shop_europe', 'production', 'default', 'my-minikube', 'kubernetes-admin@kubernetes'])(
  "the context %s may be anybody's",
  (context) => {
    expect(localCluster(context)).toBeUndefined();
  },
);
