/** The platform's QoS for everything in Device Management [D-mqtt, D-dm]. */
export const managementQos = 1;
