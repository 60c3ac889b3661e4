// What can be sent besides text. Nothing of it is real: no place, no microphone, no files of yours.

export const CITIES = [
  { label: "London", latitude: 51.507, longitude: -0.128 },
  { label: "Berlin", latitude: 52.52, longitude: 13.405 },
  { label: "New York", latitude: 40.713, longitude: -74.006 },
  { label: "São Paulo", latitude: -23.551, longitude: -46.633 },
  { label: "Nairobi", latitude: -1.286, longitude: 36.817 },
  { label: "Mumbai", latitude: 19.076, longitude: 72.878 },
  { label: "Tokyo", latitude: 35.677, longitude: 139.65 },
  { label: "Sydney", latitude: -33.869, longitude: 151.209 },
];

export const ATTACHMENTS = [
  { label: "Place", kind: "location" },
  { label: "Picture", kind: "photo", fields: {} },
  { label: "Sticker", kind: "sticker", fields: { emoji: "👍" } },
  { label: "Voice message", kind: "voice", fields: { duration: 4 } },
  { label: "Document", kind: "document", fields: { file_name: "notes.txt" } },
  { label: "Contact", kind: "contact", fields: {} },
  { label: "Forwarded message", kind: "forward", fields: { text: "A message from somebody else", sender: "A friend" } },
];
