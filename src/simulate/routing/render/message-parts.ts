import type { Integration } from '../config/alertmanager.ts';

const mattermostFrame = ['channel', 'username', 'icon_emoji', 'icon_url', 'type'];

/** The settings of a kind of integration that are templates, in the order in which people read them. */
const messageParts: Readonly<Record<string, readonly string[]>> = {
  email: ['from', 'to', 'headers', 'text', 'html'],
  pagerduty: [
    ...['description', 'severity', 'source', 'component', 'group', 'class', 'client', 'client_url', 'details'],
    ...['links', 'images'],
  ],
  slack: [
    ...['channel', 'username', 'icon_emoji', 'icon_url', 'color', 'fallback', 'pretext', 'title', 'title_link', 'text'],
    ...['fields', 'actions', 'footer', 'image_url', 'thumb_url', 'callback_id', 'message_text'],
  ],
  opsgenie: [
    ...['message', 'description', 'source', 'entity', 'priority', 'tags', 'note', 'actions', 'details', 'responders'],
  ],
  victorops: ['message_type', 'entity_display_name', 'state_message', 'monitoring_tool', 'custom_fields'],
  pushover: ['title', 'message', 'url', 'url_title', 'priority', 'sound', 'device'],
  telegram: ['message'],
  sns: ['subject', 'message', 'attributes', 'phone_number', 'target_arn', 'topic_arn'],
  webex: ['message'],
  wechat: ['message', 'to_user', 'to_party', 'to_tag', 'agent_id'],
  discord: ['title', 'content', 'message'],
  msteams: ['title', 'summary', 'text'],
  msteamsv2: ['title', 'text'],
  incidentio: ['metadata'],
  jira: ['project', 'issue_type', 'summary', 'description', 'priority', 'labels', 'fields'],
  rocketchat: [
    ...['channel', 'emoji', 'icon_url', 'color', 'title', 'title_link', 'text', 'fields', 'actions', 'image_url'],
    'thumb_url',
  ],
  mattermost: [
    ...mattermostFrame,
    ...['color', 'fallback', 'pretext', 'title', 'title_link', 'text', 'author_name', 'author_link', 'author_icon'],
    ...['fields', 'footer', 'footer_icon', 'image_url', 'thumb_url', 'props', 'priority'],
  ],
};

/** With attachments of its own, a message to Mattermost has nothing of the one that its other settings describe but the text. */
const withAttachments = [...mattermostFrame, 'text', 'attachments', 'props', 'priority'];

const hasAttachments = ({ kind, settings }: Integration): boolean => {
  const { attachments } = settings;
  return kind === 'mattermost' && Array.isArray(attachments) && attachments.length > 0;
};

/** The settings that the message of an integration has, in the order in which people read them. */
export const partsOf = (integration: Integration): readonly string[] =>
  hasAttachments(integration) ? withAttachments : (messageParts[integration.kind] ?? []);

/** The parts that are cut to a number of characters before they are sent. */
const partLimits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  slack: { title: 1024 },
  pagerduty: { description: 1024 },
  opsgenie: { message: 130 },
  victorops: { state_message: 20_480 },
  pushover: { title: 250, message: 1024, url: 512 },
  telegram: { message: 4096 },
  sns: { subject: 100 },
  discord: { title: 256, message: 2048 },
  jira: { summary: 255, description: 32_767 },
  rocketchat: { title: 1024 },
};

/** The number of characters that a part is cut to, if it is. */
export const limitOf = (integration: Integration, part: string): number | undefined =>
  hasAttachments(integration) && part === 'text' ? 16_383 : partLimits[integration.kind]?.[part];

/** Cut to a number of characters, as Alertmanager does it. */
export function truncated(text: string, limit: number): string {
  const chars = [...text];
  return chars.length <= limit ? text : `${chars.slice(0, limit - 1).join('')}…`;
}
