/** The settings of a kind of integration that are templates, in the order in which people read them. */
export const messageParts: Readonly<Record<string, readonly string[]>> = {
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
  jira: ['summary', 'description', 'priority', 'labels', 'issue_type', 'fields'],
  rocketchat: ['channel', 'color', 'title', 'title_link', 'text', 'fields', 'emoji', 'icon_url', 'image_url'],
  mattermost: [
    ...['channel', 'username', 'icon_emoji', 'icon_url', 'color', 'fallback', 'pretext', 'title', 'title_link', 'text'],
    ...['author_name', 'fields', 'footer', 'image_url', 'thumb_url', 'attachments'],
  ],
};

/** The parts that are cut to a number of characters before they are sent. */
export const partLimits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  slack: { title: 1024 },
  pagerduty: { description: 1024 },
  opsgenie: { message: 130 },
  victorops: { state_message: 20_480 },
  pushover: { title: 250, message: 1024, url: 512 },
  telegram: { message: 4096 },
  sns: { subject: 100 },
  discord: { title: 256, message: 2048 },
};

/** Cut to a number of characters, as Alertmanager does it. */
export function truncated(text: string, limit: number): string {
  const chars = [...text];
  return chars.length <= limit ? text : `${chars.slice(0, limit - 1).join('')}…`;
}
