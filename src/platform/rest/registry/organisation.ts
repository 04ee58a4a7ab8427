import type { Registry } from '../../registry/registry.ts';
import { notFound } from '../http/refused.ts';
import { found, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';

/** The organisation, the state of the service, and API keys without their tokens [ND, ND2]. */
export function organisationRoutes({ storage: { registry } }: RestSurroundings): readonly Route[] {
  return [
    { method: 'GET', path: '', by: 'application', serve: () => found(organisation(registry)) },
    { method: 'GET', path: '/service-status', by: 'application', serve: () => found(serviceStatus) },
    { method: 'GET', path: '/authorization/apikeys', by: 'application', serve: () => found(keys(registry)) },
    { method: 'GET', path: '/authorization/apikeys/{key}', by: 'application', serve: (call) => found(key(registry, call)) },
  ];
}

/** One region; all is well as long as the platform answers [PY]. */
const serviceStatus = { us: { dashboard: 'green', messaging: 'green', thirdParty: 'green' } };

function organisation({ org, instanceId }: Registry): object {
  return { id: org, name: org, type: 'Embedded platform', enabled: true, instanceId };
}

function keys(registry: Registry): object {
  const results = registry.apiKeys().map((name) => ({ key: name }));
  return { results, meta: { total_rows: results.length } };
}

function key(registry: Registry, { parts }: Call): object {
  const { key: name = '' } = parts;
  if (!registry.hasApiKey(name)) throw notFound('The API key');
  return { key: name };
}
